package io.interline.flow.internal.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.Approvals.ApprovalRef;
import io.interline.flow.RunId;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Puts notices where the owner of a run finds them. What a step asked goes in the statement that
/// brings its answer, so that each question has one answer.
@Component
public final class Inbox {

  private final JdbcClient jdbc;

  Inbox(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Answers a step that waits for a decision.
  ///
  /// @return whether it still waited
  boolean answer(TenantId tenant, ApprovalRef at, JsonNode answer) {
    return 1
        == jdbc.sql(
                """
                with gone as (
                  delete from run_ask
                  where tenant_id = :tenant and run_id = :run and step = :step and turns = :turns
                    and kind = 'APPROVAL' and (until is null or until > now())
                  returning tenant_id, run_id, step, turns)
                insert into run_inbox (tenant_id, run_id, shard, kind, step, turns, data)
                select r.tenant_id, r.run_id, r.shard, 'ANSWER', g.step, g.turns, :data
                from gone g join run r on r.tenant_id = g.tenant_id and r.run_id = g.run_id""")
            .params(placeOf(tenant, at))
            .param("data", bytes(answer))
            .update();
  }

  /// Answers all steps that wait for an event in an environment.
  ///
  /// @param answer JSON
  /// @return runs
  int answer(TenantId tenant, Environment environment, String name, String key, byte[] answer) {
    return jdbc.sql(
            """
            with gone as (
              delete from run_ask a using run r
              where a.tenant_id = :tenant and a.kind = 'EVENT' and a.name = :name and a.key = :key
                and (a.until is null or a.until > now())
                and r.tenant_id = a.tenant_id and r.run_id = a.run_id
                and r.environment = :environment
              returning a.tenant_id, a.run_id, a.step, a.turns),
            told as (
              insert into run_inbox (tenant_id, run_id, shard, kind, step, turns, data)
              select r.tenant_id, r.run_id, r.shard, 'ANSWER', g.step, g.turns, :data
              from gone g join run r on r.tenant_id = g.tenant_id and r.run_id = g.run_id
              returning run_id)
            select count(distinct run_id) from told""")
        .param("tenant", tenant.value())
        .param("environment", environment.id())
        .param("name", name)
        .param("key", key)
        .param("data", answer)
        .query(Integer.class)
        .single();
  }

  /// Tells runs to end, those that are not over.
  ///
  /// @return how many
  public int cancel(TenantId tenant, Collection<RunId> runs, JsonNode why) {
    return jdbc.sql(
            """
            insert into run_inbox (tenant_id, run_id, shard, kind, data)
            select r.tenant_id, r.run_id, r.shard, 'CANCEL', :data
            from run r
            where r.tenant_id = :tenant and r.run_id = any(:runs)
              and not exists (
                select from run_end e where e.tenant_id = r.tenant_id and e.run_id = r.run_id)""")
        .param("tenant", tenant.value())
        .param("runs", runs.stream().map(RunId::value).toArray(UUID[]::new))
        .param("data", bytes(why))
        .update();
  }

  /// An answer that its run has not taken yet; JSON text.
  Optional<String> untaken(TenantId tenant, ApprovalRef at) {
    return jdbc.sql(
            """
            select data from run_inbox
            where tenant_id = :tenant and run_id = :run and step = :step and turns = :turns
              and kind = 'ANSWER'
            order by id limit 1""")
        .params(placeOf(tenant, at))
        .query(byte[].class)
        .optional()
        .map(data -> new String(data, StandardCharsets.UTF_8));
  }

  static Map<String, Object> placeOf(TenantId tenant, ApprovalRef at) {
    return Map.of(
        "tenant", tenant.value(), "run", at.run().value(), "step", at.step(), "turns", at.turns());
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
