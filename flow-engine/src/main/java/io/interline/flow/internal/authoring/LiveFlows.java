package io.interline.flow.internal.authoring;

import io.interline.flow.FlowId;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.util.Optional;

/// What is live, across all tenants, for the engine. Every answer is read from the database with
/// the system role; nothing is cached here. Safe for many threads, needs no caller in scope.
public interface LiveFlows {

  /// The flow behind a webhook address; empty when nobody has the address, or when its flow is not
  /// deployed now. A disabled one is answered, with `enabled` false.
  ///
  /// @param token the part of the path after `/in/`
  Optional<LiveFlow> byWebhook(String token);

  /// The deployment of a flow in an environment; empty when it is not deployed there.
  Optional<LiveFlow> find(TenantId tenant, FlowId flow, Environment environment);

  /// The document of any published version, live or not, for runs that began on it. Versions are
  /// immutable, so callers may keep what was made of it.
  Optional<String> document(TenantId tenant, FlowId flow, int version);

  /// A deployed version.
  ///
  /// @param document JSON text that `FlowDocuments.read` accepts
  record LiveFlow(
      TenantId tenant,
      FlowId flow,
      Environment environment,
      int version,
      boolean enabled,
      String document) {}
}
