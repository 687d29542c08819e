package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.connector.json.ExactJson;
import io.interline.flow.CauseId;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.DeadLetters.ReplayFrom;
import io.interline.flow.DeadLetters.ReplayOn;
import io.interline.flow.FlowId;
import io.interline.flow.ReplayId;
import io.interline.flow.Replays.Replay;
import io.interline.flow.Replays.ReplayOrder;
import io.interline.flow.Replays.State;
import io.interline.flow.RunId;
import io.interline.flow.internal.inspect.LetterReplay.Letter;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// The table of replays: people see and change it with the rights of the application role, nodes
/// work on it with those of the system role.
@Component
class StoredReplays {

  private static final String COLUMNS =
      " j.tenant_id, j.id, j.created_at, j.created_by, j.filter, j.start_from, j.version,"
          + " j.per_second, j.state, j.total, j.replayed, j.passed_over, j.problem, j.position,"
          + " j.ended_at ";

  private final JdbcClient jdbc;
  private final JdbcClient system;
  private final TransactionOperations transactions;

  StoredReplays(
      JdbcClient jdbc,
      @Qualifier("system") JdbcClient system,
      @Qualifier("system") TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.system = system;
    this.transactions = transactions;
  }

  /// A replay that a node works on.
  ///
  /// @param position the last letter that it came to
  record Job(TenantId tenant, Replay replay, UUID position) {}

  /// A letter with its message; absent when the run is gone.
  @SuppressWarnings("ArrayRecordComponent")
  record Queued(Letter letter, byte @Nullable [] payload) {}

  /// What became of some letters.
  ///
  /// @param replays by the run that died
  /// @param problem why the last one was passed over
  /// @param position the last letter
  record Done(
      Map<RunId, RunId> replays, int passedOver, @Nullable String problem, RunId position) {}

  void add(TenantId tenant, Replay replay) {
    jdbc.sql(
            """
            insert into replay_job (tenant_id, id, created_at, created_by, filter, start_from, version,
              per_second, state, total)
            values (?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING', ?)""")
        .params(
            tenant.value(),
            replay.id().value(),
            Timestamp.from(replay.createdAt()),
            replay.createdBy(),
            written(replay.order().filter()),
            replay.order().from().name(),
            replay.order().on().name(),
            replay.order().perSecond(),
            replay.total())
        .update();
  }

  List<Replay> list(TenantId tenant, int limit) {
    return jdbc.sql(
            "select"
                + COLUMNS
                + "from replay_job j where j.tenant_id = ? order by j.created_at desc limit ?")
        .params(tenant.value(), limit)
        .query((row, _) -> replay(row))
        .list();
  }

  Optional<Replay> find(TenantId tenant, ReplayId id) {
    return jdbc.sql("select" + COLUMNS + "from replay_job j where j.tenant_id = ? and j.id = ?")
        .params(tenant.value(), id.value())
        .query((row, _) -> replay(row))
        .optional();
  }

  /// @return false when it has ended
  boolean change(TenantId tenant, ReplayId id, State to, @Nullable Instant endedAt) {
    return jdbc.sql(
                """
                update replay_job set state = :state, ended_at = :ended
                where tenant_id = :tenant and id = :id and state in ('RUNNING', 'PAUSED')""")
            .param("state", to.name())
            .param("ended", endedAt == null ? null : Timestamp.from(endedAt), Types.TIMESTAMP)
            .param("tenant", tenant.value())
            .param("id", id.value())
            .update()
        == 1;
  }

  /// Replays for a node to work on: its own, and those that no other node has now.
  List<Job> claim(UUID owner, Instant now, Duration lease) {
    return system
        .sql(
            """
            update replay_job j set owner = :owner, lease_until = :until
            where j.state = 'RUNNING' and (j.owner = :owner or j.lease_until is null or j.lease_until < :now)
            returning"""
                + COLUMNS)
        .param("owner", owner)
        .param("now", Timestamp.from(now))
        .param("until", Timestamp.from(now.plus(lease)))
        .query(
            (row, _) ->
                new Job(
                    new TenantId(row.getObject("tenant_id", UUID.class)),
                    replay(row),
                    row.getObject("position", UUID.class)))
        .list();
  }

  /// The next letters of a replay, in the order in which they were accepted.
  List<Queued> next(Job job, int limit) {
    var conditions =
        new LetterConditions(job.tenant(), job.replay().order().filter())
            .open()
            .and("d.run_id > :position", "position", job.position())
            .and("d.died_at <= :created", "created", Timestamp.from(job.replay().createdAt()));
    return system
        .sql(
            """
            select d.run_id, d.flow, d.version, d.environment, d.step, r.payload
            from dead_letter d left join run r on r.tenant_id = d.tenant_id and r.run_id = d.run_id
            """
                + conditions.where()
                + " order by d.run_id limit :limit")
        .params(conditions.params())
        .param("limit", limit)
        .query(
            (row, _) ->
                new Queued(
                    new Letter(
                        job.tenant(),
                        new RunId(row.getObject("run_id", UUID.class)),
                        new FlowId(row.getString("flow")),
                        row.getInt("version"),
                        Environment.parse(row.getString("environment")),
                        row.getString("step")),
                    row.getBytes("payload")))
        .list();
  }

  /// Marks letters as replayed, and the replay as having come so far.
  ///
  /// @return false when another node has the replay now, or counted these letters before
  boolean record(Job job, UUID owner, Done done, Instant at) {
    return Boolean.TRUE.equals(
        transactions.execute(
            _ -> {
              int marked = mark(job.tenant(), done.replays(), at);
              return system
                      .sql(
                          """
                          update replay_job set replayed = replayed + :marked,
                            passed_over = passed_over + :passed, problem = coalesce(:problem, problem),
                            position = :position
                          where tenant_id = :tenant and id = :id and owner = :owner and position < :position""")
                      .param("marked", marked)
                      .param("passed", done.passedOver())
                      .param("problem", done.problem(), Types.VARCHAR)
                      .param("position", done.position().value())
                      .param("tenant", job.tenant().value())
                      .param("id", job.replay().id().value())
                      .param("owner", owner)
                      .update()
                  == 1;
            }));
  }

  private int mark(TenantId tenant, Map<RunId, RunId> replays, Instant at) {
    var runs = List.copyOf(replays.keySet());
    return system
        .sql(
            """
            update dead_letter d set status = 'REPLAYED', replayed_as = r.replay, closed_at = ?
            from unnest(?::uuid[], ?::uuid[]) r(run_id, replay)
            where d.tenant_id = ? and d.run_id = r.run_id and d.status = 'OPEN'""")
        .param(Timestamp.from(at))
        .param(uuids(runs, Function.identity()))
        .param(uuids(runs, run -> Objects.requireNonNull(replays.get(run))))
        .param(tenant.value())
        .update();
  }

  private static UUID[] uuids(List<RunId> runs, Function<RunId, RunId> of) {
    return runs.stream().map(run -> of.apply(run).value()).toArray(UUID[]::new);
  }

  void finish(Job job, UUID owner, Instant at) {
    system
        .sql(
            """
            update replay_job set state = 'DONE', ended_at = ?
            where tenant_id = ? and id = ? and owner = ? and state = 'RUNNING'""")
        .params(Timestamp.from(at), job.tenant().value(), job.replay().id().value(), owner)
        .update();
  }

  private static Replay replay(ResultSet row) throws SQLException {
    var ended = row.getTimestamp("ended_at");
    return new Replay(
        new ReplayId(row.getObject("id", UUID.class)),
        new ReplayOrder(
            read(row.getString("filter")),
            ReplayFrom.valueOf(row.getString("start_from")),
            ReplayOn.valueOf(row.getString("version")),
            row.getInt("per_second")),
        State.valueOf(row.getString("state")),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"),
        ended == null ? null : ended.toInstant(),
        row.getInt("total"),
        row.getInt("replayed"),
        row.getInt("passed_over"),
        row.getString("problem"));
  }

  static String written(LetterFilter filter) {
    var json = JsonNodeFactory.instance.objectNode();
    if (filter.flow() != null) json.put("flow", filter.flow().value());
    if (filter.environment() != null) json.put("environment", filter.environment().id());
    if (filter.errorClass() != null) json.put("errorClass", filter.errorClass());
    if (filter.cause() != null) json.put("cause", filter.cause().toString());
    if (filter.diedFrom() != null) json.put("diedFrom", filter.diedFrom().toString());
    if (filter.diedUntil() != null) json.put("diedUntil", filter.diedUntil().toString());
    if (filter.text() != null) json.put("text", filter.text());
    return json.toString();
  }

  private static LetterFilter read(String text) {
    var json = ExactJson.reread(text);
    return new LetterFilter(
        of(json, "flow", FlowId::new),
        of(json, "environment", Environment::parse),
        of(json, "errorClass", Function.identity()),
        of(json, "cause", CauseId::parse),
        of(json, "diedFrom", Instant::parse),
        of(json, "diedUntil", Instant::parse),
        of(json, "text", Function.identity()));
  }

  private static <T> @Nullable T of(JsonNode json, String name, Function<String, T> read) {
    var value = json.get(name);
    return value == null ? null : read.apply(value.asText());
  }
}
