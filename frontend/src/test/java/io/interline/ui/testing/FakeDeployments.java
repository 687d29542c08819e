package io.interline.ui.testing;

import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Deployments in memory.
public final class FakeDeployments implements Deployments {

  private final FakeUser user;
  private final Clock clock;
  private final List<Deployment> deployments = new ArrayList<>();

  public FakeDeployments(FakeUser user, Clock clock) {
    this.user = user;
    this.clock = clock;
  }

  List<Deployment> all() {
    return deployments;
  }

  @Override
  public List<Deployment> list() {
    return List.copyOf(deployments);
  }

  @Override
  public Deployment deploy(FlowId flow, int version, Environment environment) {
    user.require(Permission.FLOW_DEPLOY);
    undeploy(flow, environment);
    return put(flow, environment, version, true);
  }

  private Deployment put(FlowId flow, Environment environment, int version, boolean enabled) {
    var live =
        new Deployment(
            flow,
            environment,
            version,
            enabled,
            "/in/" + flow + "-" + environment.id(),
            clock.instant(),
            "Maya Kern");
    deployments.add(live);
    return live;
  }

  @Override
  public Deployment setEnabled(FlowId flow, Environment environment, boolean enabled) {
    user.require(Permission.FLOW_DEPLOY);
    undeploy(flow, environment);
    return put(flow, environment, 1, enabled);
  }

  @Override
  public void undeploy(FlowId flow, Environment environment) {
    deployments.removeIf(each -> each.flow().equals(flow) && each.environment() == environment);
  }
}
