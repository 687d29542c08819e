package io.interline.flow.internal.authoring;

import io.interline.audit.AuditObject;
import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.internal.DeploymentChanged;
import io.interline.flow.internal.authoring.StoredVersion.TriggerKind;
import io.interline.flow.internal.check.BoundConnections;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Deployments in PostgreSQL. Each change holds the lock of the flow's row and is announced by a
/// [DeploymentChanged] once it is durable.
@Service
class CheckedDeployments implements Deployments {

  private final AccessControl access;
  private final AuditTrail trail;
  private final FlowStore store;
  private final FlowOverview overview;
  private final BoundConnections connections;
  private final WebhookTokens tokens;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  CheckedDeployments(
      AccessControl access,
      AuditTrail trail,
      FlowStore store,
      FlowOverview overview,
      BoundConnections connections,
      WebhookTokens tokens,
      ApplicationEventPublisher events,
      Clock clock) {
    this.access = access;
    this.trail = trail;
    this.store = store;
    this.overview = overview;
    this.connections = connections;
    this.tokens = tokens;
    this.events = events;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Deployment> list() {
    access.require(Permission.FLOW_VIEW, AuditObject.of("flow", "*"));
    return overview.deployments();
  }

  @Override
  @Transactional
  public Deployment deploy(FlowId flow, int number, Environment environment) {
    access.require(Permission.FLOW_DEPLOY, AuditObject.of("flow", flow.value()));
    store.lockedFlow(flow);
    var version = store.version(flow, number);
    requireConnections(version, environment);
    var deployment =
        store
            .deployment(flow, environment)
            .orElseGet(() -> new StoredDeployment(flow, environment));
    int before = deployment.version;
    deployment.take(number, now(), TenantScope.current().actor().name());
    store.add(deployment);
    var address = version.triggerKind == TriggerKind.WEBHOOK ? addressOf(flow, environment) : null;
    succeeded(
        "deployment.deploy",
        deployment,
        before == 0 ? Map.of() : Map.of("versionBefore", Integer.toString(before)));
    return FlowOverview.face(deployment, address);
  }

  private void requireConnections(StoredVersion version, Environment environment) {
    var document = FlowDocuments.read(version.document).orThrow();
    var missing = connections.missing(document, environment);
    if (missing.isEmpty()) return;
    throw new DomainException(
        Kind.INVALID,
        "connection-missing",
        "Version "
            + version.number
            + " of flow '"
            + version.flowId
            + "' uses "
            + String.join(", ", missing.stream().map(alias -> "'" + alias + "'").toList())
            + ", which "
            + environment.id()
            + " has no connection for. Make it there, then deploy again.");
  }

  private StoredAddress addressOf(FlowId flow, Environment environment) {
    return store
        .address(flow, environment)
        .orElseGet(
            () -> {
              var address = new StoredAddress(flow, environment, tokens.next(), now());
              store.add(address);
              return address;
            });
  }

  @Override
  @Transactional
  public Deployment setEnabled(FlowId flow, Environment environment, boolean enabled) {
    access.require(Permission.FLOW_DEPLOY, AuditObject.of("flow", flow.value()));
    store.lockedFlow(flow);
    var deployment = deployed(flow, environment);
    if (deployment.enabled != enabled) {
      deployment.enabled = enabled;
      succeeded(enabled ? "deployment.enable" : "deployment.disable", deployment, Map.of());
    }
    return FlowOverview.face(deployment, addressInUse(flow, deployment));
  }

  private @Nullable StoredAddress addressInUse(FlowId flow, StoredDeployment deployment) {
    var version = store.version(flow, deployment.version);
    return version.triggerKind == TriggerKind.WEBHOOK
        ? store.address(flow, deployment.environment).orElse(null)
        : null;
  }

  @Override
  @Transactional
  public void undeploy(FlowId flow, Environment environment) {
    access.require(Permission.FLOW_DEPLOY, AuditObject.of("flow", flow.value()));
    store.lockedFlow(flow);
    var deployment = deployed(flow, environment);
    store.remove(deployment);
    succeeded("deployment.remove", deployment, Map.of());
  }

  private StoredDeployment deployed(FlowId flow, Environment environment) {
    return store
        .deployment(flow, environment)
        .orElseThrow(
            () -> DomainException.notFound("deployment", flow + " in " + environment.id()));
  }

  private void succeeded(String action, StoredDeployment deployment, Map<String, String> more) {
    var details = new HashMap<>(more);
    details.put("environment", deployment.environment.id());
    trail.succeeded(
        action,
        new AuditObject("flow", deployment.flowId, String.valueOf(deployment.version)),
        details);
    var changed =
        new DeploymentChanged(
            TenantScope.tenant(), new FlowId(deployment.flowId), deployment.environment);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            events.publishEvent(changed);
          }
        });
  }

  /// As precise as the database keeps it, so that what is answered now equals what is read later.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
