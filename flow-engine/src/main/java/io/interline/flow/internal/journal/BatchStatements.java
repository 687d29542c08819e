package io.interline.flow.internal.journal;

import io.interline.flow.internal.journal.Write.Accept;
import io.interline.flow.internal.journal.Write.Append;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes a batch in one round trip and one commit: the statements of all kinds of rows that it
/// holds, and before them the fence, are sent as one. In autocommit PostgreSQL makes one
/// transaction of them.
///
/// Rows that nearly every batch has ride in the statement of the fence, as its common table
/// expressions: a statement of its own costs as much as several rows. PostgreSQL runs the fence
/// first and them after it, and they do not see one another's rows.
final class BatchStatements {

  /// SQLSTATE of the division by zero with which the fence refuses.
  static final String FENCED = "22012";

  // Takeover of a shard holds this lock alone, so that a batch is wholly before or wholly after it.
  private static final String LOCK = "select pg_advisory_xact_lock_shared(7, 0)";
  private static final String FENCE =
      """
      select 1 / (count(*) = ?)::int
      from shard s join unnest(?, ?) held(id, epoch) on s.id = held.id and s.epoch = held.epoch""";
  private static final String RUNS =
      """
      insert into run (tenant_id, run_id, shard, flow, version, environment, title, accepted_at, replay_of, payload)
      select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String PARTS =
      "insert into run_journal (tenant_id, run_id, seq, data) select * from unnest(?, ?, ?, ?)";
  private static final String ENDS =
      """
      insert into run_end (tenant_id, run_id, status, ended_at, step, error_class, message)
      select * from unnest(?, ?, ?, ?, ?, ?, ?)""";
  private static final String LETTERS =
      """
      insert into dead_letter (tenant_id, run_id, flow, version, environment, title, step, error_class, message,
        accepted_at, died_at)
      select r.tenant_id, r.run_id, r.flow, r.version, r.environment, r.title, d.step, d.error_class, d.message,
        r.accepted_at, d.died_at
      from unnest(?, ?, ?, ?, ?, ?) d(tenant_id, run_id, step, error_class, message, died_at)
      join run r on r.tenant_id = d.tenant_id and r.run_id = d.run_id""";
  private static final String WAITS =
      """
      insert into run_wait (tenant_id, run_id, shard, due_at) select * from unnest(?, ?, ?, ?)
      on conflict (tenant_id, run_id) do update set due_at = excluded.due_at, taken_epoch = null""";
  private static final String WAITS_OVER =
      """
      delete from run_wait w using unnest(?, ?) o(tenant_id, run_id)
      where w.tenant_id = o.tenant_id and w.run_id = o.run_id""";

  private final Connection connection;
  private final String usage;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /// @param usage the statement that counts what tenants use
  BatchStatements(Connection connection, String usage) {
    this.connection = connection;
    this.usage = usage;
  }

  void write(List<? extends Write> batch) throws SQLException {
    var rows = new Rows(batch, usage);
    var statement = prepare(rows.sql());
    int at = 0;
    for (var parameter : rows.parameters()) statement.setObject(++at, parameter);
    statement.execute();
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    var statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  /// The rows of a batch, by table.
  private static final class Rows {

    private final List<String> riders = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    Rows(List<? extends Write> batch, String usage) {
      var accepts = new ArrayList<Accept>();
      var parts = new ArrayList<Append>();
      var ends = new ArrayList<Append>();
      var waits = new ArrayList<Append>();
      var waitsOver = new ArrayList<Append>();
      var sides = new ArrayList<Append>();
      for (var write : batch) {
        switch (write) {
          case Accept accept -> accepts.add(accept);
          case Append append -> {
            if (append.entries() != null) parts.add(append);
            if (append.ending() != null) ends.add(append);
            if (append.waitUntil() != null) waits.add(append);
            else if (append.ending() != null && append.waited()) waitsOver.add(append);
            accepts.addAll(append.side().started());
            if (!append.side().isEmpty()) sides.add(append);
          }
        }
      }
      if (!accepts.isEmpty()) runs(accepts);
      if (!parts.isEmpty()) parts(parts);
      if (!ends.isEmpty()) ends(ends);
      UsageRows.of(accepts, ends, usage, this::ride);
      fence(batch);
      var dead = ends.stream().filter(Rows::isDead).toList();
      if (!dead.isEmpty()) letters(dead);
      if (!waits.isEmpty()) waits(waits);
      if (!waitsOver.isEmpty()) waitsOver(waitsOver);
      var linked = accepts.stream().filter(accept -> accept.header().link() != null).toList();
      if (!linked.isEmpty()) SideRows.links(linked, this::add);
      var ordered = accepts.stream().filter(a -> a.header().orderKey() != null).toList();
      if (!ordered.isEmpty()) SideRows.orders(ordered, this::add);
      if (!sides.isEmpty()) SideRows.of(sides, this::add);
    }

    /// What follows from the failure of a part is up to the run that it is of.
    private static boolean isDead(Append append) {
      return append.ending() != null && append.ending().dead() && !append.endsPart();
    }

    String sql() {
      return String.join(";\n", statements);
    }

    List<Object> parameters() {
      return parameters;
    }

    /// Before the fence is made.
    private void ride(String sql, Object... values) {
      riders.add("r" + riders.size() + " as (" + sql + ")");
      parameters.addAll(List.of(values));
    }

    void add(String sql, Object... values) {
      statements.add(sql);
      parameters.addAll(List.of(values));
    }

    private void fence(List<? extends Write> batch) {
      var epochs = new TreeMap<Integer, Long>();
      long wanted = 0;
      for (var write : batch) {
        if (!write.isFenced()) continue;
        var before = epochs.put(write.ref().shard(), write.ref().epoch());
        if (before == null) wanted++;
        else if (before != write.ref().epoch())
          wanted = Long.MIN_VALUE; // two epochs of one: refuse
      }
      var ids = BinaryArray.ofInt2(epochs.size());
      var numbers = BinaryArray.ofInt8(epochs.size());
      epochs.forEach(
          (id, epoch) -> {
            ids.addInt2(id);
            numbers.addInt8(epoch);
          });
      add(LOCK);
      String with = riders.isEmpty() ? "" : "with " + String.join(",\n", riders) + "\n";
      add(with + FENCE, wanted, ids, numbers);
    }

    private void runs(List<Accept> accepts) {
      int n = accepts.size();
      var tenants = BinaryArray.ofUuid(n);
      var ids = BinaryArray.ofUuid(n);
      var shards = BinaryArray.ofInt2(n);
      var flows = BinaryArray.ofText(n);
      var versions = BinaryArray.ofInt4(n);
      var environments = BinaryArray.ofText(n);
      var titles = BinaryArray.ofText(n);
      var times = BinaryArray.ofTime(n);
      var replays = BinaryArray.ofUuid(n);
      var payloads = BinaryArray.ofBytes(accepts.stream().mapToInt(Accept::size).sum(), n);
      for (var accept : accepts) {
        var header = accept.header();
        tenants.add(header.ref().tenant().value());
        ids.add(header.ref().id().value());
        shards.addInt2(header.ref().shard());
        flows.add(header.flow().value());
        versions.addInt4(header.version());
        environments.add(header.environment().id());
        titles.add(header.title());
        times.add(header.acceptedAt());
        replays.add(header.replayOf() == null ? null : header.replayOf().value());
        payloads.add(accept.payload());
      }
      ride(
          RUNS,
          tenants,
          ids,
          shards,
          flows,
          versions,
          environments,
          titles,
          times,
          replays,
          payloads);
    }

    private void parts(List<Append> appends) {
      int n = appends.size();
      var tenants = BinaryArray.ofUuid(n);
      var ids = BinaryArray.ofUuid(n);
      var numbers = BinaryArray.ofInt4(n);
      var data = BinaryArray.ofBytes(appends.stream().mapToInt(Append::size).sum(), n);
      for (var append : appends) {
        if (append.entries() == null) continue;
        tenants.add(append.ref().tenant().value());
        ids.add(append.ref().id().value());
        numbers.addInt4(append.seq());
        data.add(append.entries());
      }
      ride(PARTS, tenants, ids, numbers, data);
    }

    private void ends(List<Append> appends) {
      int n = appends.size();
      var tenants = BinaryArray.ofUuid(n);
      var ids = BinaryArray.ofUuid(n);
      var statuses = BinaryArray.ofText(n);
      var times = BinaryArray.ofTime(n);
      var steps = BinaryArray.ofText(n);
      var classes = BinaryArray.ofText(n);
      var messages = BinaryArray.ofText(n);
      for (var append : appends) {
        var ending = append.ending();
        if (ending == null) continue;
        tenants.add(append.ref().tenant().value());
        ids.add(append.ref().id().value());
        statuses.add(ending.status().name());
        times.add(ending.at());
        steps.add(ending.step());
        classes.add(ending.errorClass());
        messages.add(ending.message());
      }
      ride(ENDS, tenants, ids, statuses, times, steps, classes, messages);
    }

    private void letters(List<Append> dead) {
      int n = dead.size();
      var tenants = BinaryArray.ofUuid(n);
      var ids = BinaryArray.ofUuid(n);
      var steps = BinaryArray.ofText(n);
      var classes = BinaryArray.ofText(n);
      var messages = BinaryArray.ofText(n);
      var times = BinaryArray.ofTime(n);
      for (var append : dead) {
        var ending = append.ending();
        if (ending == null) continue;
        tenants.add(append.ref().tenant().value());
        ids.add(append.ref().id().value());
        steps.add(ending.step());
        classes.add(ending.errorClass());
        messages.add(ending.message());
        times.add(ending.at());
      }
      add(LETTERS, tenants, ids, steps, classes, messages, times);
    }

    private void waits(List<Append> appends) {
      int n = appends.size();
      var tenants = BinaryArray.ofUuid(n);
      var ids = BinaryArray.ofUuid(n);
      var shards = BinaryArray.ofInt2(n);
      var due = BinaryArray.ofTime(n);
      for (var append : appends) {
        if (append.waitUntil() == null) continue;
        tenants.add(append.ref().tenant().value());
        ids.add(append.ref().id().value());
        shards.addInt2(append.ref().shard());
        due.add(append.waitUntil());
      }
      add(WAITS, tenants, ids, shards, due);
    }

    private void waitsOver(List<Append> appends) {
      var tenants = BinaryArray.ofUuid(appends.size());
      var ids = BinaryArray.ofUuid(appends.size());
      for (var append : appends) {
        tenants.add(append.ref().tenant().value());
        ids.add(append.ref().id().value());
      }
      add(WAITS_OVER, tenants, ids);
    }
  }
}
