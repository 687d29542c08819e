package io.interline.flow.internal.inspect;

import io.interline.flow.CauseId;
import io.interline.flow.DeadLetters.CauseGroup;
import io.interline.flow.DeadLetters.DeadLetter;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.DeadLetters.Status;
import io.interline.flow.FlowId;
import io.interline.flow.Page;
import io.interline.flow.RunId;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table of dead letters, of one tenant, with the rights of the application role.
@Component
final class StoredLetters {

  private static final String LETTER =
      """
      select d.run_id, d.flow, d.title, d.version, d.environment, d.status, d.step, d.error_class,
        d.message, d.accepted_at, d.died_at, d.replayed_as
      from dead_letter d
      """;

  private final JdbcClient jdbc;

  StoredLetters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Page<DeadLetter> page(TenantId tenant, DeadLetterQuery query, Status status, boolean anyStatus) {
    int limit = Math.clamp(query.limit(), 1, 500);
    var conditions = new LetterConditions(tenant, query.filter());
    if (!anyStatus) conditions.and("d.status = :status", "status", status.name());
    var before = StoredRuns.cursor(query.cursor());
    if (before != null) conditions.and("d.run_id < :before", "before", before);
    var found =
        jdbc.sql(LETTER + conditions.where() + " order by d.run_id desc limit :limit")
            .params(conditions.params())
            .param("limit", limit + 1)
            .query((row, _) -> letter(row))
            .list();
    if (found.size() <= limit) return new Page<>(found, null);
    var page = found.subList(0, limit);
    return new Page<>(page, page.getLast().run().toString());
  }

  /// What open letters have in common, the most frequent first.
  List<CauseGroup> groups(TenantId tenant, LetterFilter filter, int limit) {
    var conditions = new LetterConditions(tenant, filter).open();
    return jdbc.sql(
            """
            select g.*, s.title, s.label
            from (
              select d.cause, d.flow, d.step, d.error_class, count(*) as letters,
                min(d.died_at) as first_at, max(d.died_at) as last_at, max(d.run_id::text)::uuid as sample
              from dead_letter d
            """
                + conditions.where()
                + """
                  group by d.cause, d.flow, d.step, d.error_class
                  order by letters desc, last_at desc limit :limit) g
                join dead_letter s on s.tenant_id = :tenant and s.run_id = g.sample
                order by g.letters desc, g.last_at desc""")
        .params(conditions.params())
        .param("limit", limit)
        .query((row, _) -> group(row))
        .list();
  }

  private static CauseGroup group(ResultSet row) throws SQLException {
    return new CauseGroup(
        new CauseId(row.getObject("cause", UUID.class)),
        new FlowId(row.getString("flow")),
        row.getString("title"),
        row.getString("step"),
        row.getString("error_class"),
        row.getString("label"),
        row.getLong("letters"),
        row.getTimestamp("first_at").toInstant(),
        row.getTimestamp("last_at").toInstant(),
        new RunId(row.getObject("sample", UUID.class)));
  }

  /// Open letters by flow, environment and version, with the newest of each, most first.
  List<Part> parts(TenantId tenant, LetterFilter filter) {
    var conditions = new LetterConditions(tenant, filter).open();
    return jdbc.sql(
            """
            select d.flow, d.environment, d.version, count(*) as letters,
              max(d.run_id::text)::uuid as sample
            from dead_letter d
            """
                + conditions.where()
                + " group by d.flow, d.environment, d.version order by letters desc")
        .params(conditions.params())
        .query(
            (row, _) ->
                new Part(row.getLong("letters"), new RunId(row.getObject("sample", UUID.class))))
        .list();
  }

  record Part(long letters, RunId sample) {}

  long countOpen(TenantId tenant) {
    return jdbc.sql("select count(*) from dead_letter where tenant_id = ? and status = 'OPEN'")
        .param(tenant.value())
        .query(Long.class)
        .single();
  }

  /// Number of open ones that a filter finds.
  long countOpen(TenantId tenant, LetterFilter filter) {
    var conditions = new LetterConditions(tenant, filter).open();
    return jdbc.sql("select count(*) from dead_letter d" + conditions.where())
        .params(conditions.params())
        .query(Long.class)
        .single();
  }

  /// Those of the runs that have a letter, in no order. Locked until the transaction ends.
  Map<RunId, DeadLetter> lock(TenantId tenant, Collection<RunId> runs) {
    return byRun(tenant, runs, " for update");
  }

  Map<RunId, DeadLetter> find(TenantId tenant, Collection<RunId> runs) {
    return byRun(tenant, runs, "");
  }

  private Map<RunId, DeadLetter> byRun(TenantId tenant, Collection<RunId> runs, String suffix) {
    var letters = new HashMap<RunId, DeadLetter>();
    if (runs.isEmpty()) return letters;
    jdbc.sql(
            LETTER
                + " where d.tenant_id = :tenant and d.run_id in (:runs) order by d.run_id"
                + suffix)
        .param("tenant", tenant.value())
        .param("runs", runs.stream().map(RunId::value).toList())
        .query((row, _) -> letter(row))
        .list()
        .forEach(letter -> letters.put(letter.run(), letter));
    return letters;
  }

  Map<RunId, byte[]> payloads(TenantId tenant, Collection<RunId> runs) {
    var payloads = new HashMap<RunId, byte[]>();
    jdbc.sql("select run_id, payload from run where tenant_id = :tenant and run_id in (:runs)")
        .param("tenant", tenant.value())
        .param("runs", runs.stream().map(RunId::value).toList())
        .query(
            row -> {
              byte[] payload = row.getBytes("payload");
              if (payload != null)
                payloads.put(new RunId(row.getObject("run_id", UUID.class)), payload);
            });
    return payloads;
  }

  void markReplayed(TenantId tenant, Map<RunId, RunId> replays, Instant at) {
    var runs = List.copyOf(replays.keySet());
    jdbc.sql(
            """
            update dead_letter d set status = 'REPLAYED', replayed_as = r.replay, closed_at = ?
            from unnest(?::uuid[], ?::uuid[]) r(run_id, replay)
            where d.tenant_id = ? and d.run_id = r.run_id""")
        .param(Timestamp.from(at))
        .param(runs.stream().map(RunId::value).toArray(UUID[]::new))
        .param(
            runs.stream().map(run -> replays.getOrDefault(run, run).value()).toArray(UUID[]::new))
        .param(tenant.value())
        .update();
  }

  void markDiscarded(TenantId tenant, RunId run, String reason, Instant at) {
    jdbc.sql(
            """
            update dead_letter set status = 'DISCARDED', reason = ?, closed_at = ?
            where tenant_id = ? and run_id = ?""")
        .params(reason, Timestamp.from(at), tenant.value(), run.value())
        .update();
    // Those that it held up go on.
    jdbc.sql(
            """
            with gone as (
              delete from run_order where tenant_id = ? and run_id = ? and blocked
              returning tenant_id, flow, environment, order_key)
            update run_order o set fresh = true from gone g
            where o.tenant_id = g.tenant_id and o.flow = g.flow and o.environment = g.environment
              and o.order_key = g.order_key""")
        .params(tenant.value(), run.value())
        .update();
  }

  private static DeadLetter letter(ResultSet row) throws SQLException {
    var replayedAs = row.getObject("replayed_as", UUID.class);
    return new DeadLetter(
        new RunId(row.getObject("run_id", UUID.class)),
        new FlowId(row.getString("flow")),
        row.getString("title"),
        row.getInt("version"),
        Environment.parse(row.getString("environment")),
        Status.valueOf(row.getString("status")),
        row.getString("step"),
        row.getString("error_class"),
        row.getString("message"),
        row.getTimestamp("accepted_at").toInstant(),
        row.getTimestamp("died_at").toInstant(),
        replayedAs == null ? null : new RunId(replayedAs));
  }
}
