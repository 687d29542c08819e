package io.interline.flow.internal.journal;

import io.interline.flow.internal.journal.Write.Accept;
import io.interline.flow.internal.journal.Write.Append;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

/// What the tenants of a batch used: one row for each of them and day, in the transaction that
/// keeps the runs, so that it equals their count whatever happens.
final class UsageRows {

  // Rows are locked in the order of tenants and days by every writer, so that none wait in a
  // circle.
  private static final String ROWS =
      """
      insert into usage_day as u (tenant_id, day, slot, accepted, bytes, succeeded, dead, cancelled, steps)
      select t.tenant_id, date 'epoch' + t.day, SLOT, t.accepted, t.bytes, t.succeeded,
        t.dead, t.cancelled, t.steps
      from unnest(?, ?, ?, ?, ?, ?, ?, ?) t(tenant_id, day, accepted, bytes, succeeded, dead, cancelled, steps)
      on conflict (tenant_id, day, slot) do update set accepted = u.accepted + excluded.accepted,
        bytes = u.bytes + excluded.bytes, succeeded = u.succeeded + excluded.succeeded,
        dead = u.dead + excluded.dead, cancelled = u.cancelled + excluded.cancelled,
        steps = u.steps + excluded.steps""";

  /// For the rows of batches. Those of large writes have slots of their own: a row is locked for as
  /// long as its batch takes.
  static final String USUAL = ROWS.replace("SLOT", "pg_backend_pid() % 8");

  static final String LARGE = ROWS.replace("SLOT", "8 + pg_backend_pid() % 8");

  /// For runs of one tenant that are accepted apart from the batches.
  static final String ACCEPTED =
      """
      insert into usage_day as u (tenant_id, day, slot, accepted, bytes, succeeded, dead, cancelled, steps)
      values (:tenant, (:acceptedAt at time zone 'UTC')::date, pg_backend_pid() % 8, :runs, :bytes, 0, 0, 0, 0)
      on conflict (tenant_id, day, slot) do update set accepted = u.accepted + excluded.accepted,
        bytes = u.bytes + excluded.bytes""";

  private static final long DAY = 86_400;

  private final TreeMap<Day, Use> days =
      new TreeMap<>(Comparator.comparing(Day::tenant).thenComparingInt(Day::number));

  private UsageRows() {}

  /// Adds the statement, unless there is nothing to count.
  ///
  /// @param statement [#USUAL] or [#LARGE]
  /// @param add takes a statement and its parameters
  static void of(
      List<Accept> accepts, List<Append> ends, String statement, BiConsumer<String, Object[]> add) {
    var rows = new UsageRows();
    for (var accept : accepts) rows.count(accept);
    for (var end : ends) rows.count(end);
    if (!rows.days.isEmpty()) add.accept(statement, rows.parameters());
  }

  private record Day(UUID tenant, int number) {}

  private static final class Use {
    private int accepted;
    private long bytes;
    private int succeeded;
    private int dead;
    private int cancelled;
    private long steps;
  }

  private void count(Accept accept) {
    // A part of a loop is no message of its own.
    if (accept.header().isPart()) return;
    var use = use(accept.ref(), accept.header().acceptedAt());
    use.accepted++;
    use.bytes += accept.payload().length;
  }

  private void count(Append append) {
    var ending = append.ending();
    if (ending == null) return;
    var use = use(append.ref(), ending.at());
    use.steps += ending.steps();
    if (append.endsPart()) return;
    switch (ending.status()) {
      case SUCCEEDED -> use.succeeded++;
      case DEAD -> use.dead++;
      case CANCELLED -> use.cancelled++;
      case QUEUED, RUNNING, RETRYING, WAITING ->
          throw new IllegalArgumentException("no end: " + ending.status());
    }
  }

  private Use use(RunRef run, Instant at) {
    int day = (int) Math.floorDiv(at.getEpochSecond(), DAY);
    return days.computeIfAbsent(new Day(run.tenant().value(), day), _ -> new Use());
  }

  private Object[] parameters() {
    int n = days.size();
    var tenants = BinaryArray.ofUuid(n);
    var numbers = BinaryArray.ofInt4(n);
    var accepted = BinaryArray.ofInt4(n);
    var bytes = BinaryArray.ofInt8(n);
    var succeeded = BinaryArray.ofInt4(n);
    var dead = BinaryArray.ofInt4(n);
    var cancelled = BinaryArray.ofInt4(n);
    var steps = BinaryArray.ofInt8(n);
    days.forEach(
        (day, use) -> {
          tenants.add(day.tenant);
          numbers.addInt4(day.number);
          accepted.addInt4(use.accepted);
          bytes.addInt8(use.bytes);
          succeeded.addInt4(use.succeeded);
          dead.addInt4(use.dead);
          cancelled.addInt4(use.cancelled);
          steps.addInt8(use.steps);
        });
    return new Object[] {tenants, numbers, accepted, bytes, succeeded, dead, cancelled, steps};
  }
}
