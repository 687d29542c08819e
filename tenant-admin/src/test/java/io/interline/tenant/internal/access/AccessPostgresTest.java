package io.interline.tenant.internal.access;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.audit.AuditObject;
import io.interline.audit.AuditPage;
import io.interline.audit.AuditQuery;
import io.interline.audit.LogId;
import io.interline.audit.Outcome;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditHistory;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.MovableClock;
import io.interline.tenant.testing.MovableClockConfiguration;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class AccessPostgresTest {

  private static final TestHub HUB = TestHub.shared(MovableClockConfiguration.class);
  private static final AuditObject FLOW = AuditObject.of("flow", "order-sync");

  private final TestTenant acme = HUB.tenant();
  private final TestTenant other = HUB.tenant();
  private final AccessControl access = HUB.bean(AccessControl.class);
  private final AuditTrail trail = HUB.bean(AuditTrail.class);
  private final AuditHistory history = HUB.bean(AuditHistory.class);
  private final TransactionTemplate transactions = HUB.bean(TransactionTemplate.class);

  @Test
  void allowedActionLeavesNoTraceOfTheQuestion() {
    TenantScope.run(acme.developer(), () -> access.require(Permission.FLOW_EDIT, FLOW));

    assertThat(HUB.events(acme)).isEmpty();
  }

  @Test
  void refusedChangeIsOnTheLogEvenThoughTheTransactionRollsBack() {
    assertThatThrownBy(
            () ->
                TenantScope.run(
                    acme.viewer(),
                    () ->
                        transactions.executeWithoutResult(
                            status -> access.require(Permission.FLOW_DEPLOY, FLOW))))
        .satisfies(refusedWith(Kind.REFUSED, "access-refused"));

    var entry = HUB.events(acme).getFirst().entry();
    assertThat(entry.action()).isEqualTo("flow.deploy");
    assertThat(entry.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(entry.object()).isEqualTo(FLOW);
    assertThat(entry.actor()).isEqualTo(acme.viewer().actor());
    assertThat(entry.origin()).isEqualTo(acme.viewer().origin());
  }

  @Test
  void successStandsOrFallsWithTheTransaction() {
    TenantScope.run(
        acme.developer(),
        () ->
            transactions.executeWithoutResult(
                status -> {
                  trail.succeeded("flow.delete", FLOW, Map.of());
                  status.setRollbackOnly();
                }));
    TenantScope.run(
        acme.developer(),
        () ->
            transactions.executeWithoutResult(
                status -> trail.succeeded("flow.publish", FLOW, Map.of("version", "1"))));

    assertThat(HUB.events(acme))
        .extracting(event -> event.entry().action())
        .containsExactly("flow.publish");
  }

  @Test
  void successOutsideATransactionThrows() {
    assertThatThrownBy(
            () ->
                TenantScope.run(
                    acme.developer(), () -> trail.succeeded("flow.publish", FLOW, Map.of())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void systemCallerMayDoEverythingInItsTenant() {
    for (var permission : Permission.values())
      TenantScope.run(Caller.system(acme.id(), "engine"), () -> access.require(permission, FLOW));
  }

  @Test
  void nobodyInScopeIsAnError() {
    assertThatThrownBy(() -> access.require(Permission.FLOW_VIEW, FLOW))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void otherTenantSeesNothing() {
    TenantScope.run(acme.viewer(), () -> trail.refused("flow.edit", FLOW, "No."));

    assertThat(find(other, other.id().log()).events()).isEmpty();
    assertThat(find(acme, acme.id().log()).events()).hasSize(1);
    assertThatThrownBy(() -> find(other, acme.id().log()))
        .satisfies(refusedWith(Kind.NOT_FOUND, "audit-log-not-found"));
  }

  @Test
  void strangeCursorIsRefused() {
    var log = acme.id().log();
    var query = new AuditQuery(log, null, null, null, null, null, null, null, null, "x", 10);

    assertThatThrownBy(() -> TenantScope.call(acme.viewer(), () -> history.find(query)))
        .satisfies(refusedWith(Kind.INVALID, "cursor-invalid"));
  }

  private AuditPage find(TestTenant tenant, LogId log) {
    return TenantScope.call(tenant.viewer(), () -> history.find(AuditQuery.all(log, 10)));
  }

  @Test
  void threeHundredRefusalsInAMinuteAreElevenEvents() {
    refuse(acme, 200, "flow.edit");
    refuse(acme, 100, "run.view");
    refuse(other, 3, "flow.edit");
    assertThat(HUB.events(acme)).hasSize(10);

    HUB.bean(MovableClock.class).advance(Duration.ofSeconds(61));
    HUB.bean(RefusalLog.class).settle();

    assertThat(HUB.events(acme)).hasSize(11);
    var sum = HUB.events(acme).getFirst().entry();
    assertThat(sum.action()).isEqualTo("refusals.sum");
    assertThat(sum.reason()).startsWith("290 more refused in a minute");
    assertThat(sum.details())
        .containsEntry("refused", "290")
        .containsEntry("actions", "flow.edit 190, run.view 100");
    assertThat(sum.actor()).isEqualTo(acme.viewer().actor());
    assertThat(HUB.events(other)).hasSize(3);
  }

  @Test
  void nextMinuteBeginsAnew() {
    refuse(acme, 12, "flow.edit");
    HUB.bean(MovableClock.class).advance(Duration.ofSeconds(61));

    refuse(acme, 1, "flow.edit");

    assertThat(HUB.events(acme))
        .extracting(event -> event.entry().action())
        .hasSize(12)
        .filteredOn("refusals.sum"::equals)
        .hasSize(1);
  }

  private static void refuse(TestTenant tenant, int times, String action) {
    var trail = HUB.bean(AuditTrail.class);
    TenantScope.run(
        tenant.viewer(),
        () -> {
          for (int i = 0; i < times; i++)
            trail.refused(action, AuditObject.of("flow", "f" + i), "no");
        });
  }
}
