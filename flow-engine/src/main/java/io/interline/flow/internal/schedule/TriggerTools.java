package io.interline.flow.internal.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.Operations.CallContext;
import io.interline.connector.Operations.NewItem;
import io.interline.connector.json.ExactJson;
import io.interline.connector.json.JsonRefused;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.internal.execute.NewMessage;
import io.interline.flow.internal.execute.NewMessage.Terms;
import io.interline.flow.internal.plan.ExpressionFailed;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.Quotas;
import io.interline.tenant.TextRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What seeing to any trigger needs: its configuration, bound once, and messages made of what came.
@Component
final class TriggerTools {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerTools.class);

  private static final int KEPT = 20_000;
  private static final int SHOWN_ID = 100;

  private final Operations operations;
  private final Plans plans;
  private final Quotas quotas;
  private final Clock clock;
  private final Cache<Configured, Object> bound = Caffeine.newBuilder().maximumSize(KEPT).build();

  TriggerTools(Operations operations, Plans plans, Quotas quotas, Clock clock) {
    this.operations = operations;
    this.plans = plans;
    this.quotas = quotas;
    this.clock = clock;
  }

  private record Configured(String operation, String config) {}

  /// Makes something of an operation and its configuration.
  @FunctionalInterface
  interface Binding<T> {
    T bind(Operations operations, OperationRef ref, JsonNode config) throws ConnectorException;
  }

  /// The same operation with the same configuration is bound once.
  <T> T bound(DueTrigger trigger, Class<T> type, Binding<T> binding) throws ConnectorException {
    var key = new Configured(trigger.operation(), trigger.config());
    var before = bound.getIfPresent(key);
    if (before != null && type.isInstance(before)) return Objects.requireNonNull(type.cast(before));
    var made =
        binding.bind(
            operations,
            OperationRef.parse(trigger.operation()),
            FlowDocuments.tree(trigger.config()));
    bound.put(key, made);
    return made;
  }

  CallContext context(DueTrigger trigger, Duration within) {
    return new CallContext(
        trigger.key().tenant(),
        trigger.key().environment(),
        null,
        trigger.key().prefix("trigger") + trigger.claim(),
        clock.instant().plus(within),
        line -> LOG.info("trigger says flow={} line=\"{}\"", trigger.key().flow(), line));
  }

  Instant now() {
    return clock.instant();
  }

  /// Messages of items, by their keys; one that came twice is there once. An item that cannot be
  /// run (too large, or it holds what the hub does not take) becomes a dead letter that says why;
  /// the items behind it are run.
  Map<String, NewMessage> messages(DueTrigger trigger, List<NewItem> items) {
    var messages = new LinkedHashMap<String, NewMessage>();
    String prefix = trigger.key().prefix("item") + trigger.generation() + "/";
    for (var item : items)
      messages.putIfAbsent(prefix + ItemKey.of(item.id()), message(trigger, item));
    return messages;
  }

  private NewMessage message(DueTrigger trigger, NewItem item) {
    byte[] bytes = ExactJson.bytes(item.message());
    int most = quotas.plan(trigger.key().tenant()).maxPayloadBytes();
    if (bytes.length > most)
      return refused(
          trigger, item, "has " + bytes.length + " bytes; your plan takes " + most, false);
    try {
      return message(trigger, bytes, ExactJson.read(bytes));
    } catch (JsonRefused e) {
      return refused(trigger, item, e.getMessage(), true);
    } catch (ConnectorException.Permanent e) {
      return refused(trigger, item, "cannot be run. " + e.getMessage(), true);
    }
  }

  /// What could be kept of the item is the letter's message, so that somebody can mend it and
  /// replay the letter.
  private NewMessage refused(DueTrigger trigger, NewItem item, String why, boolean shown) {
    String text = "Item '" + TextRules.cut(item.id(), SHOWN_ID) + "' of the poll " + why;
    var kept = JsonNodeFactory.instance.objectNode();
    kept.put("refused", TextRules.cleaned(text));
    if (shown) kept.set("item", ExactJson.cleaned(item.message()));
    var key = trigger.key();
    return new NewMessage(
        key.tenant(),
        key.flow(),
        trigger.version(),
        key.environment(),
        plans.of(key.tenant(), key.flow(), trigger.version()).title(),
        ExactJson.bytes(kept),
        kept,
        null,
        Terms.refused(text + "."));
  }

  /// Messages of times of a schedule, by their keys: the same time of a kind twice is one run.
  Map<String, NewMessage> firings(DueTrigger trigger, List<Instant> times, String kind)
      throws ConnectorException.Permanent {
    var messages = new LinkedHashMap<String, NewMessage>();
    for (var time : times) messages.put(trigger.key().prefix(kind) + time, firing(trigger, time));
    return messages;
  }

  private NewMessage firing(DueTrigger trigger, Instant scheduledAt)
      throws ConnectorException.Permanent {
    var message =
        JsonNodeFactory.instance
            .objectNode()
            .put("scheduledAt", scheduledAt.toString())
            .put("firedAt", clock.instant().toString());
    return message(trigger, ExactJson.bytes(message), message);
  }

  private NewMessage message(DueTrigger trigger, byte[] bytes, JsonNode tree)
      throws ConnectorException.Permanent {
    var key = trigger.key();
    var plan = plans.of(key.tenant(), key.flow(), trigger.version());
    return new NewMessage(
        key.tenant(),
        key.flow(),
        trigger.version(),
        key.environment(),
        plan.title(),
        bytes,
        tree,
        null,
        terms(plan, tree, bytes.length));
  }

  /// The key that orders a message; two that are alike are told apart by the ids of items and
  /// times.
  private static Terms terms(Plan plan, JsonNode message, int bytes)
      throws ConnectorException.Permanent {
    if (plan.order() == null) return Terms.NONE;
    try {
      return new Terms(null, null, Terms.of(plan, message, bytes).orderKey());
    } catch (ExpressionFailed e) {
      throw new ConnectorException.Permanent(
          "The key that orders messages could not be found: " + e.getMessage(), null);
    }
  }

  /// Counts messages against the tenant's allowance after they were taken.
  ///
  /// @return how long to wait before more are fetched
  Duration charge(DueTrigger trigger, int messages) {
    for (int i = 0; i < messages; i++) {
      var wait = quotas.tryAccept(trigger.key().tenant());
      if (wait.isPositive()) return wait.multipliedBy(messages - i);
    }
    return Duration.ZERO;
  }
}
