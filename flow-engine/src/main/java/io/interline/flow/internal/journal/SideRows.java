package io.interline.flow.internal.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.json.ExactJson;
import io.interline.flow.internal.journal.Write.Accept;
import io.interline.flow.internal.journal.Write.Append;
import io.interline.flow.internal.plan.Ask;
import io.interline.tenant.TextRules;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The rows of a batch that are not a run's own: most runs have none.
final class SideRows {

  private static final byte[] NOT_WANTED =
      "{\"reason\":\"The flow that called it went on without it\",\"undo\":true}"
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] ENDED =
      "{\"reason\":\"The flow that it is of went on without it\",\"undo\":false}"
          .getBytes(StandardCharsets.UTF_8);
  private static final String LINKS =
      """
      insert into run_link (tenant_id, run_id, parent_run, parent_step, parent_turns, depth, origin, awaited)
      select t.tenant_id, t.run_id, t.parent_run, t.parent_step, t.parent_turns, t.depth, t.origin, t.awaited = 1
      from unnest(?, ?, ?, ?, ?, ?, ?, ?)
        t(tenant_id, run_id, parent_run, parent_step, parent_turns, depth, origin, awaited)""";
  private static final String QUESTIONS =
      """
      insert into run_ask (tenant_id, run_id, step, turns, kind, name, key, roles, message, until, asked_at)
      select tenant_id, run_id, step, turns, kind, name, key, roles, message, nullif(until, 'infinity'), asked_at
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        q(tenant_id, run_id, step, turns, kind, name, key, roles, message, until, asked_at)""";
  private static final String WITHDRAWN =
      """
      delete from run_ask a using unnest(?, ?, ?, ?) w(tenant_id, run_id, step, turns)
      where a.tenant_id = w.tenant_id and a.run_id = w.run_id and a.step = w.step and a.turns = w.turns""";
  private static final String ALL_WITHDRAWN =
      """
      delete from run_ask a using unnest(?, ?) w(tenant_id, run_id)
      where a.tenant_id = w.tenant_id and a.run_id = w.run_id""";
  private static final String CONSUMED =
      """
      delete from run_inbox i using unnest(?, ?) c(tenant_id, id)
      where i.tenant_id = c.tenant_id and i.id = c.id""";
  // In the order in which they were handed in, which is the one that senders have seen.
  private static final String ORDERS =
      """
      insert into run_order (tenant_id, flow, environment, order_key, run_id, shard, fresh)
      select t.tenant_id, t.flow, t.environment, t.order_key, t.run_id, t.shard, t.foreign_node = 1
      from unnest(?, ?, ?, ?, ?, ?, ?) with ordinality
        t(tenant_id, flow, environment, order_key, run_id, shard, foreign_node, nr)
      order by t.nr""";
  private static final String TURNS_OVER =
      """
      delete from run_order o using unnest(?, ?) t(tenant_id, run_id)
      where o.tenant_id = t.tenant_id and o.run_id = t.run_id""";
  private static final String TURNS_BLOCKED =
      """
      update run_order o set blocked = true from unnest(?, ?) t(tenant_id, run_id)
      where o.tenant_id = t.tenant_id and o.run_id = t.run_id""";
  private static final String NOTICES =
      """
      insert into run_inbox (tenant_id, run_id, shard, kind, step, turns, data)
      select r.tenant_id, r.run_id, r.shard, n.kind, n.step, n.turns, n.data
      from unnest(?, ?, ?, ?, ?, ?) n(tenant_id, run_id, kind, step, turns, data)
      join run r on r.tenant_id = n.tenant_id and r.run_id = n.run_id""";

  private SideRows() {}

  /// Takes a statement and its parameters.
  @FunctionalInterface
  interface Target {
    void add(String sql, Object... values);
  }

  static void links(List<Accept> linked, Target target) {
    int n = linked.size();
    var tenants = BinaryArray.ofUuid(n);
    var ids = BinaryArray.ofUuid(n);
    var parents = BinaryArray.ofUuid(n);
    var steps = BinaryArray.ofText(n);
    var turns = BinaryArray.ofText(n);
    var depths = BinaryArray.ofInt2(n);
    var origins = BinaryArray.ofUuid(n);
    var awaited = BinaryArray.ofInt2(n);
    for (var accept : linked) {
      var link = accept.header().link();
      if (link == null) continue;
      tenants.add(accept.ref().tenant().value());
      ids.add(accept.ref().id().value());
      parents.add(link.parent() == null ? null : link.parent().value());
      steps.add(link.place() == null ? null : link.place().step());
      turns.add(link.place() == null ? null : link.place().turns());
      depths.addInt2(link.depth());
      origins.add(link.origin() == null ? null : link.origin().value());
      awaited.addInt2(link.awaited() ? 1 : 0);
    }
    target.add(LINKS, tenants, ids, parents, steps, turns, depths, origins, awaited);
  }

  static void of(List<Append> appends, Target target) {
    withdrawn(appends, target);
    allWithdrawn(appends, target);
    questions(appends, target);
    notices(appends, target);
    consumed(appends, target);
    turns(appends, Side.Turn.OVER, TURNS_OVER, target);
    turns(appends, Side.Turn.BLOCKED, TURNS_BLOCKED, target);
  }

  private static void turns(List<Append> appends, Side.Turn turn, String sql, Target target) {
    var some = appends.stream().filter(append -> append.side().turn() == turn).toList();
    if (some.isEmpty()) return;
    var tenants = BinaryArray.ofUuid(some.size());
    var ids = BinaryArray.ofUuid(some.size());
    for (var append : some) {
      tenants.add(append.ref().tenant().value());
      ids.add(append.ref().id().value());
    }
    target.add(sql, tenants, ids);
  }

  static void orders(List<Accept> ordered, Target target) {
    int n = ordered.size();
    var tenants = BinaryArray.ofUuid(n);
    var flows = BinaryArray.ofText(n);
    var environments = BinaryArray.ofText(n);
    var keys = BinaryArray.ofText(n);
    var ids = BinaryArray.ofUuid(n);
    var shards = BinaryArray.ofInt2(n);
    var foreign = BinaryArray.ofInt2(n);
    for (var accept : ordered) {
      var header = accept.header();
      tenants.add(header.ref().tenant().value());
      flows.add(header.flow().value());
      environments.add(header.environment().id());
      keys.add(header.orderKey());
      ids.add(header.ref().id().value());
      shards.addInt2(header.ref().shard());
      foreign.addInt2(header.ref().epoch() == 0 ? 1 : 0);
    }
    target.add(ORDERS, tenants, flows, environments, keys, ids, shards, foreign);
  }

  private static void questions(List<Append> appends, Target target) {
    int n = appends.stream().mapToInt(append -> append.side().asked().size()).sum();
    if (n == 0) return;
    var tenants = BinaryArray.ofUuid(n);
    var ids = BinaryArray.ofUuid(n);
    var steps = BinaryArray.ofText(n);
    var turns = BinaryArray.ofText(n);
    var kinds = BinaryArray.ofText(n);
    var names = BinaryArray.ofText(n);
    var keys = BinaryArray.ofText(n);
    var roles = BinaryArray.ofText(n);
    var messages = BinaryArray.ofText(n);
    var until = BinaryArray.ofTime(n);
    var at = BinaryArray.ofTime(n);
    for (var append : appends)
      for (var question : append.side().asked()) {
        var details = question.ask().details();
        tenants.add(append.ref().tenant().value());
        ids.add(append.ref().id().value());
        steps.add(question.place().step());
        turns.add(question.place().turns());
        kinds.add(question.ask().kind().name());
        names.add(text(details.get("name")));
        keys.add(text(details.get("key")));
        roles.add(question.ask().kind() == Ask.Kind.APPROVAL ? roles(details) : null);
        messages.add(text(details.get("message")));
        until.add(question.ask().until() == null ? Instant.MAX : question.ask().until());
        at.add(question.at());
      }
    target.add(
        QUESTIONS, tenants, ids, steps, turns, kinds, names, keys, roles, messages, until, at);
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) return null;
    return TextRules.cleaned(ExactJson.plain(value));
  }

  private static String roles(JsonNode details) {
    return StreamSupport.stream(details.path("roles").spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(","));
  }

  private static void withdrawn(List<Append> appends, Target target) {
    int n = appends.stream().mapToInt(append -> append.side().withdrawn().size()).sum();
    if (n == 0) return;
    var tenants = BinaryArray.ofUuid(n);
    var ids = BinaryArray.ofUuid(n);
    var steps = BinaryArray.ofText(n);
    var turns = BinaryArray.ofText(n);
    for (var append : appends)
      for (var place : append.side().withdrawn()) {
        tenants.add(append.ref().tenant().value());
        ids.add(append.ref().id().value());
        steps.add(place.step());
        turns.add(place.turns());
      }
    target.add(WITHDRAWN, tenants, ids, steps, turns);
  }

  private static void allWithdrawn(List<Append> appends, Target target) {
    var all = appends.stream().filter(append -> append.side().withdrawAll()).toList();
    if (all.isEmpty()) return;
    var tenants = BinaryArray.ofUuid(all.size());
    var ids = BinaryArray.ofUuid(all.size());
    for (var append : all) {
      tenants.add(append.ref().tenant().value());
      ids.add(append.ref().id().value());
    }
    target.add(ALL_WITHDRAWN, tenants, ids);
  }

  private static void notices(List<Append> appends, Target target) {
    int n = 0;
    int bytes = 0;
    for (var append : appends) {
      var side = append.side();
      n += side.cancelled().size() + side.ended().size() + (side.report() == null ? 0 : 1);
      bytes += side.cancelled().size() * NOT_WANTED.length + side.ended().size() * ENDED.length;
      bytes += side.report() == null ? 0 : side.report().answer().length;
    }
    if (n == 0) return;
    var tenants = BinaryArray.ofUuid(n);
    var ids = BinaryArray.ofUuid(n);
    var kinds = BinaryArray.ofText(n);
    var steps = BinaryArray.ofText(n);
    var turns = BinaryArray.ofText(n);
    var data = BinaryArray.ofBytes(bytes, n);
    for (var append : appends) {
      UUID tenant = append.ref().tenant().value();
      var unwanted = append.side().cancelled();
      var ended = append.side().ended();
      for (int i = 0; i < unwanted.size() + ended.size(); i++) {
        boolean undo = i < unwanted.size();
        tenants.add(tenant);
        ids.add((undo ? unwanted.get(i) : ended.get(i - unwanted.size())).value());
        kinds.add(Notice.Kind.CANCEL.name());
        steps.add("");
        turns.add("");
        data.add(undo ? NOT_WANTED : ENDED);
      }
      var report = append.side().report();
      if (report == null) continue;
      tenants.add(tenant);
      ids.add(report.parent().value());
      kinds.add(Notice.Kind.ANSWER.name());
      steps.add(report.place().step());
      turns.add(report.place().turns());
      data.add(report.answer());
    }
    target.add(NOTICES, tenants, ids, kinds, steps, turns, data);
  }

  private static void consumed(List<Append> appends, Target target) {
    int n = appends.stream().mapToInt(append -> append.side().consumed().size()).sum();
    if (n == 0) return;
    var tenants = BinaryArray.ofUuid(n);
    var ids = BinaryArray.ofUuid(n);
    for (var append : appends)
      for (var id : append.side().consumed()) {
        tenants.add(append.ref().tenant().value());
        ids.add(id);
      }
    target.add(CONSUMED, tenants, ids);
  }
}
