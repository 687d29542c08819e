package io.interline.flow.internal.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.interline.connector.Operations;
import io.interline.connector.Operations.WebhookHandle;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.internal.DeploymentChanged;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.authoring.LiveFlows.LiveFlow;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.Plans;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The flows behind webhook addresses, kept for a moment: a change made on another node is seen
/// within two seconds, one made here at once.
@Component
final class Webhooks {

  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int ADDRESSES = 50_000;

  private final LiveFlows flows;
  private final Plans plans;
  private final Operations operations;
  private final Cache<String, Optional<Webhook>> byToken =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(ADDRESSES).build();

  Webhooks(LiveFlows flows, Plans plans, Operations operations) {
    this.flows = flows;
    this.plans = plans;
    this.operations = operations;
  }

  /// A flow that takes messages at an address.
  record Webhook(LiveFlow flow, Plan plan, WebhookHandle handle) {}

  /// @throws Plans.UnknownPlan when the flow cannot be run here
  Optional<Webhook> find(String token) {
    return byToken.get(token, this::load);
  }

  @EventListener
  void forget(DeploymentChanged change) {
    byToken.invalidateAll();
  }

  private Optional<Webhook> load(String token) {
    return flows.byWebhook(token).map(this::webhook);
  }

  private Webhook webhook(LiveFlow flow) {
    var plan = plans.of(flow.tenant(), flow.flow(), flow.version());
    var trigger = FlowDocuments.read(flow.document()).orThrow().trigger();
    try {
      return new Webhook(flow, plan, operations.webhook(trigger.use(), trigger.with()));
    } catch (ConnectorException | IllegalArgumentException e) {
      throw new Plans.UnknownPlan(flow.flow(), flow.version(), String.valueOf(e.getMessage()));
    }
  }
}
