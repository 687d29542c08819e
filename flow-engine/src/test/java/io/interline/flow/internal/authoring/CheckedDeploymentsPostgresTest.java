package io.interline.flow.internal.authoring;

import static io.interline.tenant.Environment.DEVELOPMENT;
import static io.interline.tenant.Environment.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.interline.flow.Deployments;
import io.interline.flow.Deployments.Deployment;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.Flows.Draft;
import io.interline.flow.internal.DeploymentChanged;
import io.interline.flow.internal.authoring.AuthoringFixture.Announcements;
import io.interline.flow.internal.authoring.LiveFlows.LiveFlow;
import io.interline.flow.internal.check.FakeConnections;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class CheckedDeploymentsPostgresTest {

  private static final TestHub HUB = TestHub.shared(AuthoringFixture.class);

  private final TestTenant acme = HUB.tenant();
  private final Flows flows = HUB.bean(Flows.class);
  private final Deployments deployments = HUB.bean(Deployments.class);
  private final LiveFlows live = HUB.bean(LiveFlows.class);

  @Test
  void aDeployedWebhookIsFoundByItsAddress() {
    var draft = published("empty", "Live");

    var deployment = deploy(draft, 1, PRODUCTION);

    assertThat(deployment.webhookPath()).matches("/in/[A-Za-z0-9_-]{22}");
    assertThat(live.byWebhook(token(deployment)))
        .contains(new LiveFlow(acme.id(), draft.id(), PRODUCTION, 1, true, draft.document()));
    assertThat(live.find(acme.id(), draft.id(), PRODUCTION)).isPresent();
    assertThat(live.find(acme.id(), draft.id(), DEVELOPMENT)).isEmpty();
    assertThat(live.byWebhook("nonsense")).isEmpty();
    assertThat(as(acme.viewer(), deployments::list)).containsExactly(deployment);
    assertThat(announced())
        .containsExactly(new DeploymentChanged(acme.id(), draft.id(), PRODUCTION));
    assertThat(audited()).first().isEqualTo("deployment.deploy");
  }

  @Test
  void theAddressStaysOverVersionsAndDeployments() {
    var draft = published("empty", "Stays");
    String path = deploy(draft, 1, PRODUCTION).webhookPath();
    var second = as(acme.developer(), () -> flows.save(draft.id(), draft.etag(), mapped(draft)));
    as(acme.developer(), () -> flows.publish(draft.id(), second.etag(), null));

    var again = deploy(draft, 2, PRODUCTION);
    undeploy(draft, PRODUCTION);
    assertThat(live.byWebhook(token(again))).isEmpty();
    assertThat(as(acme.viewer(), deployments::list)).isEmpty();
    var back = deploy(draft, 1, PRODUCTION);

    assertThat(again.webhookPath()).isEqualTo(path);
    assertThat(back.webhookPath()).isEqualTo(path);
    assertThat(deploy(draft, 1, DEVELOPMENT).webhookPath()).isNotEqualTo(path);
    assertThat(live.document(acme.id(), draft.id(), 2)).contains(second.document());
    assertThat(live.document(acme.id(), draft.id(), 3)).isEmpty();
  }

  @Test
  void aScheduleHasNoAddress() {
    bind("source", "target");
    var draft = published("scheduled-fetch", "Ticks");

    var deployment = deploy(draft, 1, DEVELOPMENT);

    assertThat(deployment.webhookPath()).isNull();
  }

  @Test
  void aFlowCanBeDisabledAndEnabled() {
    var draft = published("empty", "Switched");
    var deployment = deploy(draft, 1, PRODUCTION);

    var disabled = setEnabled(draft, false);
    assertThat(disabled.enabled()).isFalse();
    assertThat(disabled.webhookPath()).isEqualTo(deployment.webhookPath());
    assertThat(live.byWebhook(token(deployment)))
        .get()
        .extracting(LiveFlow::enabled)
        .isEqualTo(false);
    setEnabled(draft, false);
    assertThat(setEnabled(draft, true)).isEqualTo(deployment);

    assertThat(audited())
        .startsWith("deployment.enable", "deployment.disable", "deployment.deploy");
    assertThat(announced()).hasSize(3);
  }

  @Test
  void deployingAgainEnables() {
    var draft = published("empty", "Again");
    deploy(draft, 1, PRODUCTION);
    setEnabled(draft, false);

    assertThat(deploy(draft, 1, PRODUCTION).enabled()).isTrue();
  }

  @Test
  void refusesWhereAnAliasHasNoConnection() {
    TenantScope.run(
        acme.owner(), () -> HUB.bean(FakeConnections.class).bind("erp", "http", DEVELOPMENT));
    var draft = published("order-sync", "Orders");

    assertThatThrownBy(() -> deploy(draft, 1, PRODUCTION))
        .asInstanceOf(type(DomainException.class))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo("connection-missing");
              assertThat(e.getMessage()).contains("'erp'", "production");
            });
    assertThat(deploy(draft, 1, DEVELOPMENT).version()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNotThere() {
    var draft = published("empty", "There");

    assertCode("version-not-found", () -> deployments.deploy(draft.id(), 2, PRODUCTION));
    assertCode("flow-not-found", () -> deployments.deploy(new FlowId("nope"), 1, PRODUCTION));
    assertCode("deployment-not-found", () -> deployments.undeploy(draft.id(), PRODUCTION));
    assertCode("deployment-not-found", () -> deployments.setEnabled(draft.id(), PRODUCTION, true));
  }

  @Test
  void announcesNothingThatIsRolledBack() {
    var draft = published("empty", "Undone");

    TenantScope.run(
        acme.developer(),
        () ->
            HUB.bean(TransactionTemplate.class)
                .executeWithoutResult(
                    status -> {
                      deployments.deploy(draft.id(), 1, PRODUCTION);
                      status.setRollbackOnly();
                    }));

    assertThat(announced()).isEmpty();
    assertThat(live.find(acme.id(), draft.id(), PRODUCTION)).isEmpty();
  }

  @Test
  void viewersChangeNothing() {
    var draft = published("empty", "Looked at");

    for (ThrowingCallable change :
        List.<ThrowingCallable>of(
            () -> deployments.deploy(draft.id(), 1, PRODUCTION),
            () -> deployments.setEnabled(draft.id(), PRODUCTION, false),
            () -> deployments.undeploy(draft.id(), PRODUCTION)))
      assertThatThrownBy(() -> TenantScope.call(acme.viewer(), () -> called(change)))
          .asInstanceOf(type(DomainException.class))
          .extracting(DomainException::code)
          .isEqualTo("access-refused");
  }

  @Test
  void otherTenantSeesNothing() {
    var draft = published("empty", "Secret");
    deploy(draft, 1, PRODUCTION);
    var other = HUB.tenant();

    assertThat(as(other.owner(), deployments::list)).isEmpty();
    for (ThrowingCallable access :
        List.<ThrowingCallable>of(
            () -> deployments.deploy(draft.id(), 1, PRODUCTION),
            () -> deployments.setEnabled(draft.id(), PRODUCTION, false),
            () -> deployments.undeploy(draft.id(), PRODUCTION)))
      assertThatThrownBy(() -> TenantScope.call(other.owner(), () -> called(access)))
          .asInstanceOf(type(DomainException.class))
          .extracting(DomainException::kind)
          .isEqualTo(DomainException.Kind.NOT_FOUND);
    assertThat(live.find(other.id(), draft.id(), PRODUCTION)).isEmpty();
    assertThat(live.document(other.id(), draft.id(), 1)).isEmpty();
  }

  private void bind(String... aliases) {
    TenantScope.run(
        acme.owner(),
        () -> {
          for (String alias : aliases)
            HUB.bean(FakeConnections.class).bind(alias, "http", Environment.values());
        });
  }

  private Draft published(String template, String title) {
    return as(
        acme.developer(),
        () -> {
          var draft = flows.create(null, title, template);
          flows.publish(draft.id(), draft.etag(), null);
          return draft;
        });
  }

  private static String mapped(Draft draft) {
    return draft
        .document()
        .replaceFirst("\"steps\" *: *\\[ *]", "\"steps\": [{\"id\": \"x\", \"map\": \".\"}]");
  }

  private Deployment deploy(Draft draft, int version, Environment environment) {
    return as(acme.developer(), () -> deployments.deploy(draft.id(), version, environment));
  }

  private Deployment setEnabled(Draft draft, boolean enabled) {
    return as(acme.developer(), () -> deployments.setEnabled(draft.id(), PRODUCTION, enabled));
  }

  private void undeploy(Draft draft, Environment environment) {
    TenantScope.run(acme.developer(), () -> deployments.undeploy(draft.id(), environment));
  }

  private static String token(Deployment deployment) {
    return Objects.requireNonNull(deployment.webhookPath()).substring("/in/".length());
  }

  private List<DeploymentChanged> announced() {
    return HUB.bean(Announcements.class).heard().stream()
        .filter(change -> change.tenant().equals(acme.id()))
        .toList();
  }

  private List<String> audited() {
    return HUB.events(acme).stream().map(event -> event.entry().action()).toList();
  }

  private void assertCode(String code, ThrowingCallable work) {
    assertThatThrownBy(() -> TenantScope.call(acme.developer(), () -> called(work)))
        .asInstanceOf(type(DomainException.class))
        .extracting(DomainException::code)
        .isEqualTo(code);
  }

  private static Object called(ThrowingCallable work) throws Throwable {
    work.call();
    return work;
  }

  private static <T> T as(Caller caller, Supplier<T> work) {
    return TenantScope.call(caller, work::get);
  }
}
