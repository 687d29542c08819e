package io.interline.flow.internal.inspect;

import io.interline.flow.FlowId;
import io.interline.flow.Page;
import io.interline.flow.RunId;
import io.interline.flow.Runs.RunLink;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Runs.RunSummary;
import io.interline.flow.Runs.Status;
import io.interline.flow.internal.execute.Engine;
import io.interline.flow.internal.journal.Shards;
import io.interline.flow.internal.message.MessageReader;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the tables of runs, of one tenant, with the rights of the application role.
@Component
final class StoredRuns {

  private static final String SUMMARY =
      """
      select r.run_id, r.flow, r.title, r.version, r.environment, r.accepted_at, r.replay_of,
        e.status, e.ended_at, e.step, e.message, w.run_id is not null as waits,
        case when w.run_id is null then null else
          (select j.data from run_journal j where j.tenant_id = r.tenant_id and j.run_id = r.run_id
           order by j.seq desc limit 1) end as last_part,
        e.run_id is null and exists (
          select from run_journal j where j.tenant_id = r.tenant_id and j.run_id = r.run_id) as begun
      """;
  /// A part of a loop's items is no message: such runs are found through the run that they are of.
  static final String IS_PART =
      "exists (select from run_link l where l.tenant_id = r.tenant_id and l.run_id = r.run_id and l.part)";

  /// Ids of the runs of `:tenant` that have not ended, and perhaps a few that just have; `:low` is
  /// [Shards#lowWater]. What ended since then is left out before rows are read: right after a flood
  /// that is nearly all.
  static final String UNFINISHED =
      """
      select run_id from run_wait where tenant_id = :tenant
      union select run_id from run_order where tenant_id = :tenant
      union (select run_id from run where tenant_id = :tenant and run_id >= :low
        except select run_id from run_end where tenant_id = :tenant and run_id >= :low)""";

  private static final int BLOCK = 500;
  /// Of so many runs all ids are read for a part that is no beginning.
  private static final int NEWEST = 20_000;

  private static final Pattern START_OF_ID = Pattern.compile("[0-9a-f][0-9a-f-]{3,31}");
  private static final Pattern WHOLE_ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final JdbcClient jdbc;
  private final Engine engine;
  private final Shards shards;
  private final MessageReader messages;

  StoredRuns(JdbcClient jdbc, Engine engine, Shards shards, MessageReader messages) {
    this.jdbc = jdbc;
    this.engine = engine;
    this.shards = shards;
    this.messages = messages;
  }

  /// A run's own row, message and journal.
  ///
  /// @param isPart whether it works on a part of a loop's items
  @SuppressWarnings("ArrayRecordComponent")
  record Stored(RunSummary summary, byte[] payload, List<byte[]> parts, boolean isPart) {}

  Page<RunSummary> page(TenantId tenant, RunQuery query) {
    int limit = Math.clamp(query.limit(), 1, 500);
    var found = new ArrayList<RunSummary>();
    UUID before = cursor(query.cursor());
    boolean more = true;
    while (found.size() <= limit && more) {
      boolean unfinished = isUnfinished(query.status());
      var block = block(tenant, query, before, unfinished, unfinished ? BLOCK : limit + 1);
      more = unfinished && block.size() == BLOCK;
      for (var run : block)
        if (query.status() == null || run.status() == query.status()) found.add(run);
      if (!block.isEmpty()) before = block.getLast().id().value();
    }
    boolean next = found.size() > limit;
    var page = next ? found.subList(0, limit) : found;
    return new Page<>(page, next ? page.getLast().id().toString() : null);
  }

  Optional<Stored> find(TenantId tenant, RunId id) {
    var params = Map.of("tenant", tenant.value(), "id", id.value());
    var run =
        jdbc.sql(
                SUMMARY
                    + ", r.payload, "
                    + IS_PART
                    + " as part"
                    + from("left join")
                    + " where r.tenant_id = :tenant and r.run_id = :id")
            .params(params)
            .query(
                (row, _) ->
                    new Stored(
                        summary(row), bytes(row, "payload"), List.of(), row.getBoolean("part")))
            .optional();
    // After the summary, so that a run that is over has all that it said.
    return run.map(
        found -> new Stored(found.summary(), found.payload(), parts(params), found.isPart()));
  }

  boolean exists(TenantId tenant, RunId id) {
    return jdbc.sql("select exists (select from run where tenant_id = :tenant and run_id = :id)")
        .param("tenant", tenant.value())
        .param("id", id.value())
        .query(Boolean.class)
        .single();
  }

  /// Whether any version of a flow of a tenant masks anything.
  boolean masksAnything(TenantId tenant) {
    return jdbc.sql("select exists (select from flow_version where tenant_id = ? and redacts)")
        .param(tenant.value())
        .query(Boolean.class)
        .single();
  }

  /// Where a run comes from.
  ///
  /// @param step of the parent; absent when it did not wait
  record Origin(RunId parent, @Nullable String step) {}

  /// The run that started this one.
  Optional<Origin> origin(TenantId tenant, RunId id) {
    return jdbc.sql(
            """
            select parent_run, parent_step from run_link
            where tenant_id = ? and run_id = ? and parent_run is not null""")
        .params(tenant.value(), id.value())
        .query(
            (row, _) ->
                new Origin(
                    new RunId(row.getObject("parent_run", UUID.class)),
                    row.getString("parent_step")))
        .optional();
  }

  /// Those of some runs that called others, or were called.
  Set<RunId> linked(TenantId tenant, Collection<RunId> some) {
    var ids = some.stream().map(RunId::value).toArray(UUID[]::new);
    return new HashSet<>(
        jdbc.sql(
                """
                select run_id from run_link where tenant_id = :tenant and run_id = any(:ids)
                union select parent_run from run_link
                where tenant_id = :tenant and parent_run = any(:ids)""")
            .param("tenant", tenant.value())
            .param("ids", ids)
            .query((row, _) -> new RunId(row.getObject("run_id", UUID.class)))
            .list());
  }

  /// The run that called this one.
  Optional<RunLink> caller(TenantId tenant, RunId id) {
    return links("l.parent_run = r.run_id", "l.run_id = :id", tenant, id).stream().findFirst();
  }

  /// Runs that this one called, in that order; the first 500.
  List<RunLink> called(TenantId tenant, RunId id) {
    return links("l.run_id = r.run_id", "l.parent_run = :id", tenant, id);
  }

  private List<RunLink> links(String joined, String wanted, TenantId tenant, RunId id) {
    return jdbc.sql(
            SUMMARY
                + ", l.parent_step, l.parent_turns"
                + from("left join")
                + " join run_link l on l.tenant_id = r.tenant_id and "
                + joined
                + " where l.tenant_id = :tenant and r.tenant_id = :tenant and "
                + wanted
                + " order by r.run_id limit "
                + BLOCK)
        .param("tenant", tenant.value())
        .param("id", id.value())
        .query(
            (row, _) ->
                new RunLink(
                    summary(row),
                    Objects.requireNonNullElse(row.getString("parent_step"), ""),
                    Objects.requireNonNullElse(row.getString("parent_turns"), "")))
        .list();
  }

  /// Those that fit the filter and are not over, newest first.
  List<RunId> unfinished(TenantId tenant, RunQuery filter, int most) {
    var found = new ArrayList<RunId>();
    UUID before = null;
    boolean more = filter.status() == null || isUnfinished(filter.status());
    while (more && found.size() < most) {
      var block = block(tenant, filter, before, true, BLOCK);
      more = block.size() == BLOCK;
      for (var run : block)
        if (filter.status() == null || run.status() == filter.status()) found.add(run.id());
      if (!block.isEmpty()) before = block.getLast().id().value();
    }
    return found.size() <= most ? found : found.subList(0, most);
  }

  private List<byte[]> parts(Map<String, UUID> params) {
    return jdbc.sql(
            "select data from run_journal where tenant_id = :tenant and run_id = :id order by seq")
        .params(params)
        .query((row, _) -> bytes(row, "data"))
        .list();
  }

  private List<RunSummary> block(
      TenantId tenant, RunQuery query, @Nullable UUID before, boolean unfinished, int limit) {
    var conditions = new ArrayList<String>();
    var params = new HashMap<String, Object>();
    params.put("tenant", tenant.value());
    params.put("limit", limit);
    conditions.add("r.tenant_id = :tenant");
    conditions.add("not " + IS_PART);
    if (before != null) add(conditions, params, "r.run_id < :before", "before", before);
    if (query.flow() != null)
      add(conditions, params, "r.flow = :flow", "flow", query.flow().value());
    if (query.environment() != null)
      add(conditions, params, "r.environment = :env", "env", query.environment().id());
    if (query.from() != null)
      add(conditions, params, "r.run_id >= :from", "from", TimeRange.firstId(query.from()));
    if (query.until() != null)
      add(conditions, params, "r.run_id < :until", "until", TimeRange.firstId(query.until()));
    if (query.text() != null && !query.text().isBlank())
      byText(tenant, conditions, params, query.text());
    String join = "left join";
    if (unfinished) {
      conditions.add("e.run_id is null and r.run_id in (" + UNFINISHED + ")");
      params.put("low", shards.lowWater().value());
    } else if (query.status() != null) {
      join = "join";
      add(conditions, params, "e.status = :status", "status", query.status().name());
    }
    return jdbc.sql(
            SUMMARY
                + from(join)
                + " where "
                + String.join(" and ", conditions)
                + " order by r.run_id desc limit :limit")
        .params(params)
        .query((row, _) -> summary(row))
        .list();
  }

  private static String from(String joinEnd) {
    return """
     from run r %s run_end e on e.tenant_id = r.tenant_id and e.run_id = r.run_id
     left join run_wait w on w.tenant_id = r.tenant_id and w.run_id = r.run_id
    """
        .formatted(joinEnd);
  }

  private static void add(
      List<String> conditions, Map<String, Object> params, String sql, String name, Object value) {
    conditions.add(sql);
    params.put(name, value);
  }

  /// Reads what an index finds, or a bounded number of ids: never all that the tenant has.
  private void byText(
      TenantId tenant, List<String> conditions, Map<String, Object> params, String text) {
    var wanted = text.strip().toLowerCase(java.util.Locale.ROOT).replaceAll("[%_\\\\]", "");
    if (wanted.isEmpty()) {
      conditions.add("false");
      return;
    }
    if (WHOLE_ID.matcher(wanted).matches()) {
      add(conditions, params, "r.run_id = :id", "id", UUID.fromString(wanted));
      return;
    }
    if (START_OF_ID.matcher(wanted).matches() && hasIdsFrom(tenant, wanted)) {
      add(conditions, params, "r.run_id >= :firstId", "firstId", filledUp(wanted, '0'));
      add(conditions, params, "r.run_id <= :lastId", "lastId", filledUp(wanted, 'f'));
      return;
    }
    var flows = flowsNamed(tenant, wanted);
    if (flows.size() == 1) add(conditions, params, "r.flow = :named", "named", flows.getFirst());
    else if (!flows.isEmpty())
      add(conditions, params, "r.flow = any(:named)", "named", flows.toArray(String[]::new));
    else
      add(
          conditions,
          params,
          "r.run_id = any(:ids)",
          "ids",
          newestWith(tenant, wanted).toArray(UUID[]::new));
  }

  private boolean hasIdsFrom(TenantId tenant, String start) {
    return jdbc.sql(
            "select exists (select from run where tenant_id = ? and run_id between ? and ?)")
        .params(tenant.value(), filledUp(start, '0'), filledUp(start, 'f'))
        .query(Boolean.class)
        .single();
  }

  /// The first or the last id that begins so.
  private static UUID filledUp(String start, char with) {
    var digits = new StringBuilder(start.replace("-", ""));
    while (digits.length() < 32) digits.append(with);
    for (int at : new int[] {20, 16, 12, 8}) digits.insert(at, '-');
    return UUID.fromString(digits.toString());
  }

  private List<String> flowsNamed(TenantId tenant, String part) {
    return jdbc.sql(
            """
            select flow_id from flow
            where tenant_id = :tenant and (flow_id like :part or lower(title) like :part)
            order by flow_id limit 200""")
        .param("tenant", tenant.value())
        .param("part", pattern(part))
        .query((row, _) -> Objects.requireNonNull(row.getString("flow_id")))
        .list();
  }

  private List<UUID> newestWith(TenantId tenant, String part) {
    return jdbc.sql(
            """
            select run_id from (
              select run_id from run where tenant_id = :tenant order by run_id desc limit :newest) n
            where run_id::text like :part order by run_id desc limit 500""")
        .param("tenant", tenant.value())
        .param("newest", NEWEST)
        .param("part", pattern(part))
        .query((row, _) -> Objects.requireNonNull(row.getObject("run_id", UUID.class)))
        .list();
  }

  private static String pattern(String text) {
    return "%" + text + "%";
  }

  private static boolean isUnfinished(@Nullable Status status) {
    if (status == null) return false;
    return switch (status) {
      case QUEUED, RUNNING, RETRYING, WAITING -> true;
      case SUCCEEDED, DEAD, CANCELLED -> false;
    };
  }

  static @Nullable UUID cursor(@Nullable String cursor) {
    if (cursor == null) return null;
    try {
      return UUID.fromString(cursor);
    } catch (IllegalArgumentException e) {
      throw new io.interline.tenant.DomainException(
          io.interline.tenant.DomainException.Kind.INVALID,
          "cursor-invalid",
          "The cursor is none of this list; begin again without one.");
    }
  }

  private RunSummary summary(ResultSet row) throws SQLException {
    var id = new RunId(row.getObject("run_id", UUID.class));
    var replayOf = row.getObject("replay_of", UUID.class);
    var status = status(id, row);
    String step = row.getString("step");
    boolean hasReason = status == Status.DEAD || status == Status.CANCELLED;
    String error = hasReason ? row.getString("message") : null;
    byte[] last = row.getBytes("last_part");
    if (status == Status.RETRYING && last != null) {
      var entry = messages.reread(last);
      var failed = entry.path(entry.size() - 1);
      step = failed.path("step").asText();
      error = failed.path("error").path("message").asText();
    }
    return new RunSummary(
        id,
        new FlowId(row.getString("flow")),
        row.getString("title"),
        row.getInt("version"),
        Environment.parse(row.getString("environment")),
        status,
        row.getTimestamp("accepted_at").toInstant(),
        instant(row.getTimestamp("ended_at")),
        step,
        error,
        replayOf == null ? null : new RunId(replayOf));
  }

  private Status status(RunId id, ResultSet row) throws SQLException {
    String ended = row.getString("status");
    if (ended != null) return Status.valueOf(ended);
    boolean waits = row.getBoolean("waits");
    boolean begun = row.getBoolean("begun");
    return engine
        .statusOf(id)
        .orElse(waits ? waiting(row) : begun ? Status.RUNNING : Status.QUEUED);
  }

  /// What a run that is in no memory waits for, by the last that it said.
  private Status waiting(ResultSet row) throws SQLException {
    byte[] last = row.getBytes("last_part");
    if (last == null) return Status.RETRYING;
    var entries = messages.reread(last);
    boolean retries = entries.path(entries.size() - 1).path("error").has("next");
    return retries ? Status.RETRYING : Status.WAITING;
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static byte[] bytes(ResultSet row, String column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    if (bytes == null) throw new SQLException(column + " is null");
    return bytes;
  }
}
