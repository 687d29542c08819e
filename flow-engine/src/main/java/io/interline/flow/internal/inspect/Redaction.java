package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Masks what a flow's `redact` names: the fields themselves, and their texts wherever else they
/// turn up (in inputs made of them, in error messages, in log lines).
final class Redaction {

  /// What stands in the place of a masked value.
  static final String MASK = "***";

  /// Shorter texts would turn up anywhere.
  private static final int SHORTEST = 4;

  private static final TextNode MASKED = TextNode.valueOf(MASK);

  private final List<JsonPointer> pointers;
  private final List<String> texts = new ArrayList<>();

  /// @param pointers into the context
  /// @param context message and outputs by id, unmasked
  Redaction(List<JsonPointer> pointers, JsonNode context) {
    this.pointers = pointers;
    for (var pointer : pointers) collect(context.at(pointer));
    texts.sort(Comparator.comparingInt(String::length).reversed());
  }

  /// The message or an output, by its id in the context.
  JsonNode maskValueOf(String id, JsonNode value) {
    if (pointers.isEmpty()) return value;
    var context = JsonNodeFactory.instance.objectNode();
    context.set(id, maskTexts(value));
    for (var pointer : pointers) maskAt(context, pointer);
    return context.path(id);
  }

  /// Any other value.
  JsonNode mask(JsonNode value) {
    return texts.isEmpty() ? value : maskTexts(value);
  }

  String mask(String text) {
    String masked = text;
    for (var secret : texts) masked = masked.replace(secret, MASK);
    return masked;
  }

  @Nullable String maskIfAny(@Nullable String text) {
    return text == null ? null : mask(text);
  }

  /// An edited value in which what was shown masked, and left so, has its stored value again.
  ///
  /// @param shown the stored value as it was masked
  static JsonNode restore(JsonNode edited, JsonNode shown, JsonNode stored) {
    if (shown.isTextual() && shown.textValue().contains(MASK) && edited.equals(shown))
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

  private void collect(JsonNode value) {
    if (value.isTextual() && value.textValue().length() >= SHORTEST) texts.add(value.textValue());
    for (var child : value) collect(child);
  }

  private static void maskAt(ObjectNode context, JsonPointer pointer) {
    var parent = context.at(pointer.head());
    String name = pointer.last().getMatchingProperty();
    if (parent instanceof ObjectNode object && object.has(name)) object.set(name, MASKED);
    int index = pointer.last().getMatchingIndex();
    if (parent instanceof ArrayNode array && array.has(index)) array.set(index, MASKED);
  }

  /// Always a copy of containers, as what is given is shared.
  private JsonNode maskTexts(JsonNode value) {
    if (value.isTextual()) {
      String masked = mask(value.textValue());
      return masked.equals(value.textValue()) ? value : TextNode.valueOf(masked);
    }
    if (value.isObject()) {
      var copy = JsonNodeFactory.instance.objectNode();
      for (var field : value.properties()) copy.set(field.getKey(), maskTexts(field.getValue()));
      return copy;
    }
    if (value.isArray()) {
      var copy = JsonNodeFactory.instance.arrayNode(value.size());
      for (var item : value) copy.add(maskTexts(item));
      return copy;
    }
    return value;
  }
}
