package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.connector.json.ExactJson;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.internal.plan.Expression;
import io.interline.flow.internal.plan.ExpressionFailed;
import io.interline.flow.internal.plan.Plan;
import io.interline.tenant.Environment;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.TenantId;
import io.interline.tenant.TextRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A message for a flow version.
///
/// @param title of the flow
/// @param bytes as it came
/// @param tree what the bytes say
/// @param replayOf the run whose message this one is
/// @param memory what bytes and tree have taken; given back by the engine once it has accepted the
///     message and needs them no more, by the caller when it was not accepted
@SuppressWarnings("ArrayRecordComponent")
public record NewMessage(
    TenantId tenant,
    FlowId flow,
    int version,
    Environment environment,
    String title,
    byte[] bytes,
    JsonNode tree,
    @Nullable RunId replayOf,
    Terms terms,
    MemoryBudget.@Nullable Charge memory) {

  /// Whose memory nobody has taken.
  public NewMessage(
      TenantId tenant,
      FlowId flow,
      int version,
      Environment environment,
      String title,
      byte[] bytes,
      JsonNode tree,
      @Nullable RunId replayOf,
      Terms terms) {
    this(tenant, flow, version, environment, title, bytes, tree, replayOf, terms, null);
  }

  /// On no terms.
  public NewMessage(
      TenantId tenant,
      FlowId flow,
      int version,
      Environment environment,
      String title,
      byte[] bytes,
      JsonNode tree,
      @Nullable RunId replayOf) {
    this(tenant, flow, version, environment, title, bytes, tree, replayOf, Terms.NONE);
  }

  /// On which terms a message is run.
  ///
  /// @param dedupeKey of its flow and environment; absent for a message like no other
  /// @param window how long that key is remembered
  /// @param orderKey of its flow and environment; absent for a message that waits for none
  /// @param refused why it is not run at all, but kept as a dead letter; absent for all that is run
  /// @param request what only the request that brought it can have, for so long; absent for one
  ///     that cannot be told from others
  public record Terms(
      @Nullable String dedupeKey,
      @Nullable Duration window,
      @Nullable String orderKey,
      @Nullable String refused,
      @Nullable Request request) {

    /// Of a message that is kept as a dead letter at once.
    public static Terms refused(String why) {
      return new Terms(null, null, null, why, null);
    }

    public static final Terms NONE = new Terms(null, null, null);

    /// Of a message whose request is like others.
    public Terms(@Nullable String dedupeKey, @Nullable Duration window, @Nullable String orderKey) {
      this(dedupeKey, window, orderKey, null, null);
    }

    /// A request that is taken once.
    public record Request(String key, Duration window) {}

    /// The same of a request that is taken once.
    public Terms with(Request request) {
      return new Terms(dedupeKey, window, orderKey, refused, request);
    }

    /// Whether another message may be this one.
    boolean mayBeTwice() {
      return dedupeKey != null || request != null;
    }

    /// What a plan says of a message.
    public static Terms of(Plan plan, JsonNode message, long bytes) throws ExpressionFailed {
      if (plan.dedupe() == null && plan.order() == null) return NONE;
      var context = JsonNodeFactory.instance.objectNode();
      context.set(plan.trigger(), message);
      var dedupe = plan.dedupe();
      var order = plan.order();
      String same = dedupe == null ? null : key(dedupe.key(), context, bytes);
      return new Terms(
          same,
          dedupe == null ? null : dedupe.window(),
          order == null ? null : key(order.key(), context, bytes));
    }

    private static @Nullable String key(Expression expression, JsonNode context, long bytes)
        throws ExpressionFailed {
      var value = expression.evaluate(context, bytes);
      if (!value.isTextual() && !value.isNumber()) return null;
      String text = ExactJson.plain(value);
      if (text.isEmpty()) return null;
      if (text.length() > LONGEST)
        throw new ExpressionFailed(
            "A key may have " + LONGEST + " characters; this one has " + text.length(), false);
      var problem = TextRules.problem(text);
      if (problem.isPresent()) throw new ExpressionFailed("The key " + problem.get(), false);
      return text;
    }

    private static final int LONGEST = 500;
  }
}
