package io.interline.flow.internal.guard;

import io.interline.audit.AuditObject;
import io.interline.connector.Connections;
import io.interline.flow.Circuits;
import io.interline.flow.internal.guard.CallGuard.Target;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The circuits of this node, as people see and handle them.
@Service
class NodeCircuits implements Circuits {

  private final AccessControl access;
  private final AuditTrail trail;
  private final Connections connections;
  private final ConnectionGuards guards;

  NodeCircuits(
      AccessControl access, AuditTrail trail, Connections connections, ConnectionGuards guards) {
    this.access = access;
    this.trail = trail;
    this.connections = connections;
    this.guards = guards;
  }

  @Override
  public List<Circuit> list() {
    access.require(Permission.CONNECTION_VIEW, AuditObject.of("connection", "*"));
    return guards.of(TenantScope.tenant()).stream()
        .sorted(Comparator.comparing(Circuit::alias).thenComparing(Circuit::environment))
        .toList();
  }

  @Override
  public Circuit get(String alias, Environment environment) {
    connections.get(alias, environment);
    var target = target(alias, environment);
    return guards.find(target.tenant(), environment, alias).orElseGet(() -> guards.fresh(target));
  }

  @Override
  @Transactional
  public Circuit reset(String alias, Environment environment) {
    change("circuit.reset", alias, environment);
    return guards.close(target(alias, environment));
  }

  @Override
  @Transactional
  public Circuit forceOpen(String alias, Environment environment) {
    change("circuit.open", alias, environment);
    return guards.forceOpen(target(alias, environment));
  }

  private void change(String action, String alias, Environment environment) {
    var object = AuditObject.of("connection", alias);
    access.require(Permission.CONNECTION_EDIT, object);
    connections.get(alias, environment);
    trail.succeeded(action, object, Map.of("environment", environment.id()));
  }

  private static Target target(String alias, Environment environment) {
    return new Target(TenantScope.tenant(), environment, alias);
  }
}
