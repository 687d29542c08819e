package io.interline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.testing.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The check of the usage counters finds what is wrong with them.
class UsagePostgresTest {

  private static final String TENANT = "'11111111-1111-4111-8111-111111111111'";

  /// Two runs accepted on the last of January, one ended a day later: it called at the second try
  /// but one, and waited. Its first part is that of the run whose failed step it did again.
  private static final String RUNS =
      """
      truncate run, run_end, run_journal, run_link, usage_day;
      insert into run (tenant_id, run_id, shard, flow, version, environment, title, accepted_at, payload)
      select T, gen_random_uuid(), 1, 'orders', 1, 'production', 'Orders',
        '2026-01-31T23:59:59Z', 'abc' from generate_series(1, 2);
      insert into run_end (tenant_id, run_id, status, ended_at)
      select T, run_id, 'SUCCEEDED', '2026-02-01T00:00:01Z' from run limit 1;
      insert into run_journal (tenant_id, run_id, seq, data)
      select T, r.run_id, p.seq, p.data::bytea from run r, (values
        (1, '[{"step": "first", "attempt": 1, "out": 1}]'),
        (2, '[{"step": "call", "attempt": 1, "error": {"kind": "transient"}},
              {"step": "call", "begun": 2, "at": "2026-02-01T00:00:00Z"},
              {"step": "call", "attempt": 2, "error": {"kind": "held", "refused": true}},
              {"step": "call", "attempt": 2, "out": 1}]'),
        (3, '[{"step": "ask", "turns": "0", "attempt": 1, "ask": {"kind": "APPROVAL"}}]'),
        (4, '[{"step": "ask", "turns": "0", "attempt": 1, "out": {}},
              {"step": "ask", "turns": "1", "attempt": 1, "out": {}}]')) p(seq, data);
      insert into run_link (tenant_id, run_id, origin) select T, run_id, run_id from run;
      insert into usage_day values
        (T, '2026-01-31', 1, 1, 3, 0, 0, 0, 0), (T, '2026-01-31', 2, 1, 3, 0, 0, 0, 0),
        (T, '2026-02-01', 1, 0, 0, 1, 0, 0, 4);
      """
          .replace("T,", TENANT + ",");

  private final TestDatabase database = TestDatabase.create();

  @Test
  void countersThatEqualTheRunsAreRight() throws SQLException {
    assertThat(wrongAfter("")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update usage_day set accepted = accepted + 1 where slot = 2",
        "update usage_day set bytes = bytes - 1 where slot = 2",
        "update usage_day set succeeded = 2 where day = '2026-02-01'",
        "update usage_day set dead = 1 where day = '2026-02-01'",
        "update usage_day set cancelled = 1 where day = '2026-02-01'",
        "update usage_day set day = '2026-02-02' where slot = 2",
        "delete from usage_day where day = '2026-02-01'",
        "update usage_day set steps = steps + 1 where day = '2026-02-01'",
        "update run_journal set data = '[]' where seq = 4",
        "delete from run_journal where seq = 2",
        "delete from run_end",
        "update run_end set status = 'DEAD'",
        "delete from run where run_id in (select run_id from run limit 1)"
      })
  void countersThatDifferAreFound(String mishap) throws SQLException {
    assertThat(wrongAfter(mishap)).isPositive();
  }

  private long wrongAfter(String mishap) throws SQLException {
    try (var owner = database.asOwner();
        var statement = owner.createStatement()) {
      statement.execute(RUNS + mishap);
      return Usage.wrong(owner);
    }
  }
}
