package io.interline.flow.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.tenant.Notice;
import io.interline.tenant.NoticeKind;
import io.interline.tenant.Role;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoredNoticeSourcesPostgresTest {

  private static final TestHub HUB = TestHub.shared();
  private static final Instant NOW = Instant.parse("2026-05-20T12:00:00Z");
  private static final Instant SINCE = NOW.minus(Duration.ofMinutes(10));

  private final TestTenant acme = HUB.tenant();
  private final StoredNoticeSources sources =
      new StoredNoticeSources(HUB.bean("systemJdbcClient", JdbcClient.class));

  @Test
  void causeWhoseOpenDeadLettersAreAllNewIsFound() {
    letter("orders", "erp", "OPEN", NOW.minusSeconds(30));
    letter("orders", "erp", "OPEN", NOW.minusSeconds(20));

    assertThat(found(NoticeKind.DEAD_LETTERS))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.title()).isEqualTo("Runs of Web orders fail for good");
              assertThat(notice.body()).startsWith("2 runs of Web orders failed at the step erp");
              assertThat(notice.body()).doesNotContain("4111");
              assertThat(notice.path()).isEqualTo("/dead-letters?cause=" + notice.cause());
            });
  }

  @Test
  void causeThatIsOpenForLongIsKnownAndOneThatWasReplayedIsNewAgain() {
    letter("orders", "erp", "OPEN", NOW.minus(Duration.ofHours(2)));
    letter("orders", "erp", "OPEN", NOW.minusSeconds(30));
    letter("orders", "crm", "REPLAYED", NOW.minus(Duration.ofHours(2)));
    letter("orders", "crm", "OPEN", NOW.minusSeconds(30));

    assertThat(found(NoticeKind.DEAD_LETTERS))
        .singleElement()
        .extracting(Notice::body)
        .asString()
        .contains("crm");
  }

  @Test
  void triggerThatFailsOrIsLateIsFoundAndOneThatIsPausedIsNot() {
    trigger("fails", 3, NOW.plusSeconds(60), null);
    trigger("late", 0, NOW.minus(Duration.ofMinutes(6)), null);
    trigger("well", 2, NOW.minusSeconds(60), null);
    trigger("paused", 9, NOW.minus(Duration.ofHours(1)), NOW);

    assertThat(found(NoticeKind.TRIGGER_STUCK))
        .extracting(Notice::cause)
        .containsExactlyInAnyOrder("fails PRODUCTION", "late PRODUCTION");
  }

  @Test
  void approvalIsToldToWhoeverMayDecide() {
    ask("OWNER", NOW.minusSeconds(30));
    ask(null, NOW.minus(Duration.ofHours(3)));

    assertThat(found(NoticeKind.APPROVAL_WAITS))
        .singleElement()
        .satisfies(notice -> assertThat(notice.roles()).containsExactly(Role.OWNER));
  }

  @Test
  void monthThatIsNearlyUsedUpIsFoundOnceForEachMark() {
    execute("update tenant set plan = 'free' where tenant_id = ?", acme.id().value());
    use(799_999);
    assertThat(found(NoticeKind.LIMIT_NEAR)).isEmpty();
    use(1);
    assertThat(found(NoticeKind.LIMIT_NEAR))
        .singleElement()
        .satisfies(notice -> assertThat(notice.cause()).isEqualTo("monthly-runs 2026-05 80"));
    use(200_000);
    assertThat(found(NoticeKind.LIMIT_NEAR))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.cause()).isEqualTo("monthly-runs 2026-05 100");
              assertThat(notice.body()).contains("1,000,000 of 1,000,000", "refused");
            });
  }

  private List<Notice> found(NoticeKind kind) {
    return sources.all().stream()
        .flatMap(source -> source.find(SINCE, NOW).stream())
        .filter(notice -> notice.tenant().equals(acme.id()) && notice.kind() == kind)
        .toList();
  }

  private void letter(String flow, String step, String status, Instant died) {
    execute(
        """
        insert into dead_letter (tenant_id, run_id, flow, version, environment, title, status, step,
          error_class, message, accepted_at, died_at)
        values (?, uuidv7(cast(? as timestamptz) - now()), ?, 1, 'PRODUCTION', 'Web orders', ?, ?,
          'PERMANENT', 'card 4111 is refused', ?, ?)
        """,
        acme.id().value(),
        died.atOffset(ZoneOffset.UTC),
        flow,
        status,
        step,
        died.atOffset(ZoneOffset.UTC),
        died.atOffset(ZoneOffset.UTC));
  }

  private void trigger(String flow, int failures, Instant due, @Nullable Instant paused) {
    execute(
        "insert into flow (tenant_id, flow_id, title, created_at, created_by) values (?, ?, ?, now(), 'M')",
        acme.id().value(),
        flow,
        flow);
    execute(
        """
        insert into flow_version (tenant_id, flow_id, number, document, hash, trigger_kind,
          published_at, published_by) values (?, ?, 1, '{}', ?, 'SCHEDULE', now(), 'M')
        """,
        acme.id().value(),
        flow,
        "ab".repeat(32));
    execute(
        """
        insert into deployment (tenant_id, flow_id, environment, version, enabled, deployed_at,
          deployed_by) values (?, ?, 'PRODUCTION', 1, true, now(), 'M')
        """,
        acme.id().value(),
        flow);
    execute(
        """
        insert into trigger_state (tenant_id, flow_id, environment, kind, version, operation, config,
          failures, due_at, paused_at)
        values (?, ?, 'PRODUCTION', 'SCHEDULE', 1, 'schedule@1/cron', '{}', ?, ?, ?)
        """,
        acme.id().value(),
        flow,
        failures,
        due.atOffset(ZoneOffset.UTC),
        paused == null ? null : paused.atOffset(ZoneOffset.UTC));
  }

  private void ask(@Nullable String roles, Instant at) {
    execute(
        """
        insert into run_ask (tenant_id, run_id, step, turns, kind, roles, asked_at)
        values (?, ?, 'approve', '', 'APPROVAL', ?, ?)
        """,
        acme.id().value(),
        UUID.randomUUID(),
        roles,
        at.atOffset(ZoneOffset.UTC));
  }

  private void use(long accepted) {
    execute(
        """
        insert into usage_day as u (tenant_id, day, slot, accepted, bytes, succeeded, dead, cancelled,
          steps) values (?, '2026-05-03', 0, ?, 0, 0, 0, 0, 0)
        on conflict (tenant_id, day, slot) do update set accepted = u.accepted + excluded.accepted
        """,
        acme.id().value(),
        accepted);
  }

  private static void execute(String sql, @Nullable Object... values) {
    try (var connection = HUB.database().asOwner();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
