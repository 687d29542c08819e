package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.expression.Mask;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Expression;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Plan;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Shows the data of one run without what is masked in it. Whatever people read of a run's data
/// comes out of here.
final class Redaction {

  /// Stands for an error text that may tell what is masked.
  static final String HIDDEN = Mask.SHOWN + " The step reads masked fields";

  /// What is added to a message on its way up: an index, and names of steps.
  private static final Pattern ADDED =
      Pattern.compile("( \\(item \\d+\\))*( \\(not undone, as these failed: [\\w., -]+\\))?");

  private static final Pattern PLACE = Pattern.compile("\\(line \\d{1,5}, column \\d{1,5}\\)");

  private final Plan plan;
  private final RunMasks masks;
  private final List<Entry> entries;

  /// @param entries of the run
  Redaction(Plan plan, RunMasks masks, List<Entry> entries) {
    this.plan = plan;
    this.masks = masks;
    this.entries = List.copyOf(entries);
  }

  JsonNode message(JsonNode message) {
    return masks.message().show(message);
  }

  Mask messageMask() {
    return masks.message();
  }

  /// Mask of what a step is given.
  Mask inputMask(int step) {
    return masks.input(step);
  }

  JsonNode input(int step, JsonNode input) {
    return masks.input(step).show(input);
  }

  JsonNode output(int step, JsonNode output) {
    return masks.output(step).show(output);
  }

  /// What another system answered to an attempt that failed: what the step puts out is masked by
  /// name, what anybody was given by value.
  JsonNode answer(int step, JsonNode answer) {
    return masks.output(step).join(masks.secrets().maskOf(answer)).show(answer);
  }

  /// What an expression made of what its step sees.
  JsonNode made(Expression expression, JsonNode value) {
    return expression.derive(masks.context()).value().show(value);
  }

  /// What a step sees, by ids.
  JsonNode context(JsonNode context) {
    return masks.context().show(context);
  }

  /// A line that an operation logged.
  String log(String line) {
    return masks.secrets().scrub(line);
  }

  /// Why an attempt failed.
  String error(Entry.Failed failed) {
    int step = failed.spot().step();
    boolean own = !(plan.node(step) instanceof Node.Call) || isOwn(failed.cause());
    if (own && masks.tellsWithin(step) && !isByPeople(failed.cause()))
      return hidden(failed.message());
    return masks.secrets().scrub(failed.message());
  }

  /// Why the run as a whole ended, or does not go on.
  ///
  /// @param at id of the step that it failed at, when it did
  @Nullable String error(@Nullable String at, @Nullable String text) {
    if (text == null) return null;
    for (var entry : entries.reversed()) {
      // The words of somebody who sees no more than others do.
      if (entry instanceof Entry.Cancelled) return text;
      if (entry instanceof Entry.Failed failed && isOf(failed, text))
        return error(failed) + text.substring(failed.message().length());
    }
    for (var node : plan.nodes()) {
      if (!node.id().equals(at)) continue;
      int step = node.place().index();
      if (node instanceof Node.Stop) return stopped(masks.output(step).at("message"), text);
      return masks.tellsWithin(step) ? hidden(text) : masks.secrets().scrub(text);
    }
    for (var node : plan.nodes()) if (masks.tells(node.place().index())) return hidden(text);
    return masks.secrets().scrub(text);
  }

  private static boolean isOf(Entry.Failed failed, String text) {
    return text.startsWith(failed.message())
        && ADDED.matcher(text.substring(failed.message().length())).matches();
  }

  private String stopped(Mask mask, String text) {
    if (mask.isClear()) return masks.secrets().scrub(text);
    return mask.show(TextNode.valueOf(text)).asText();
  }

  private static boolean isOwn(ErrorClass cause) {
    return cause == ErrorClass.MAPPING || cause == ErrorClass.VALIDATION;
  }

  private static boolean isByPeople(ErrorClass cause) {
    return cause == ErrorClass.REJECTED || cause == ErrorClass.TIMEOUT;
  }

  private static String hidden(String message) {
    var place = PLACE.matcher(message);
    return place.find() ? HIDDEN + " " + place.group() : HIDDEN;
  }

  /// An edited value in which what was shown masked, and left so, has its stored value again.
  ///
  /// @param shown the stored value as it was masked
  static JsonNode restore(JsonNode edited, JsonNode shown, JsonNode stored) {
    if (shown.isTextual() && shown.textValue().contains(Mask.SHOWN) && edited.equals(shown))
      return stored;
    if (edited instanceof ObjectNode object && shown.isObject() && stored.isObject()) {
      var restored = JsonNodeFactory.instance.objectNode();
      for (var field : object.properties())
        restored.set(
            field.getKey(),
            restore(field.getValue(), shown.path(field.getKey()), stored.path(field.getKey())));
      return restored;
    }
    if (edited instanceof ArrayNode array && shown.isArray() && stored.isArray()) {
      var restored = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < array.size(); i++)
        restored.add(restore(array.get(i), shown.path(i), stored.path(i)));
      return restored;
    }
    return edited;
  }
}
