package io.interline.flow.internal.plan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.interline.connector.Operations;
import io.interline.flow.FlowId;
import io.interline.flow.Flows.InvalidFlow;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.tenant.TenantId;
import org.springframework.stereotype.Component;

/// Compiles each version once and keeps the plans that were used last.
@Component
final class PlanCache implements Plans {

  private static final int PLANS = 2_000;

  private final LiveFlows flows;
  private final PlanCompiler compiler;
  private final Cache<Key, Plan> plans = Caffeine.newBuilder().maximumSize(PLANS).build();

  PlanCache(LiveFlows flows, Operations operations, Expressions expressions) {
    this.flows = flows;
    this.compiler = new PlanCompiler(operations, expressions);
  }

  @Override
  public Plan of(TenantId tenant, FlowId flow, int version) {
    var key = new Key(tenant, flow, version);
    var plan = plans.getIfPresent(key);
    return plan == null ? compiled(key) : plan;
  }

  private Plan compiled(Key key) {
    String document =
        flows
            .document(key.tenant(), key.flow(), key.version())
            .orElseThrow(() -> unknown(key, "there is no such version"));
    try {
      var plan = compiler.compile(FlowDocuments.read(document).orThrow());
      plans.put(key, plan);
      return plan;
    } catch (InvalidFlow | IllegalArgumentException e) {
      throw unknown(key, String.valueOf(e.getMessage()));
    }
  }

  private static UnknownPlan unknown(Key key, String why) {
    return new UnknownPlan(key.flow(), key.version(), why);
  }

  private record Key(TenantId tenant, FlowId flow, int version) {}
}
