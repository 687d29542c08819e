package io.interline.flow;

import io.interline.tenant.Environment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which version of a flow is live where. New runs begin on the deployed version; runs under way
/// keep theirs.
public interface Deployments {

  /// All of the tenant. Needs FLOW_VIEW.
  List<Deployment> list();

  /// Makes a version live in an environment. Needs FLOW_DEPLOY.
  ///
  /// @throws io.interline.tenant.DomainException NOT_FOUND for an unknown version; INVALID, code
  ///     `connection-missing`, when the environment binds no connection to an alias that the
  ///     version names
  Deployment deploy(FlowId flow, int version, Environment environment);

  /// Stops or resumes taking messages (a disabled webhook answers 503). Runs under way go on. Needs
  /// FLOW_DEPLOY.
  Deployment setEnabled(FlowId flow, Environment environment, boolean enabled);

  /// Takes a flow out of an environment. Its webhook address stays reserved for it. Needs
  /// FLOW_DEPLOY.
  void undeploy(FlowId flow, Environment environment);

  /// @param webhookPath path of its address on the hub, `/in/…`; absent when no webhook starts the
  ///     flow
  record Deployment(
      FlowId flow,
      Environment environment,
      int version,
      boolean enabled,
      @Nullable String webhookPath,
      Instant deployedAt,
      String deployedBy) {}
}
