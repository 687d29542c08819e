package io.interline.flow.internal.expression;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Which parts of a JSON value nobody may read. A mask says nothing about the value itself: it
/// holds for whatever value stands there. Immutable.
public sealed interface Mask {

  /// What stands in the place of a masked value.
  String SHOWN = "***";

  /// Nothing is masked.
  Mask CLEAR = new Clear();

  /// Everything is masked.
  Mask WHOLE = new Whole();

  /// Nested deeper than a message can be; a mask that would be deeper masks all that is below.
  int MAX_DEPTH = 40;

  /// More names of one object than that become one mask for all of them.
  int MAX_NAMES = 2_000;

  record Clear() implements Mask {}

  record Whole() implements Mask {}

  /// A text with masked pieces in it. What is before the first and behind the last of them is
  /// found again in a rendered text by the literals around it; a literal that the data has, too,
  /// makes that shorter, never longer.
  ///
  /// @param head literals before the first masked piece, with a clear piece between each two
  /// @param middle what is between, with the mask in the place of every piece
  /// @param tail literals behind the last masked piece, with a clear piece between each two
  record Text(List<String> head, String middle, List<String> tail) implements Mask {
    public Text {
      head = List.copyOf(head);
      tail = List.copyOf(tail);
    }

    /// What a rendered text has in the middle.
    public String hidden(String text) {
      return text.substring(headEnd(text), tailStart(text));
    }

    String show(String text) {
      return text.substring(0, headEnd(text)) + middle + text.substring(tailStart(text));
    }

    private int headEnd(String text) {
      int at = 0;
      for (int i = 0; i < head.size(); i++) {
        int next =
            i == 0 ? (text.startsWith(head.getFirst()) ? 0 : -1) : text.indexOf(head.get(i), at);
        if (next < 0) return at;
        at = next + head.get(i).length();
      }
      return at;
    }

    private int tailStart(String text) {
      int from = headEnd(text);
      int at = text.length();
      for (int i = tail.size() - 1; i >= 0; i--) {
        String literal = tail.get(i);
        boolean last = i == tail.size() - 1;
        int next =
            last && !text.endsWith(literal) ? -1 : text.lastIndexOf(literal, at - literal.length());
        if (next < from) return at;
        at = next;
      }
      return at;
    }
  }

  /// Of objects by field names, of arrays by indexes.
  ///
  /// @param named masks of those parts
  /// @param others mask of all other parts
  record Parts(Map<String, Mask> named, Mask others, int depth) implements Mask {
    public Parts {
      named = Map.copyOf(named);
    }
  }

  /// Parts of an object by name.
  static Mask parts(Map<String, Mask> named, Mask others) {
    int depth = depth(others);
    boolean clear = others.isClear();
    for (var part : named.values()) {
      depth = Math.max(depth, depth(part));
      clear &= part.isClear();
    }
    if (clear) return CLEAR;
    if (depth >= MAX_DEPTH) return WHOLE;
    if (named.size() > MAX_NAMES) {
      Mask all = others;
      for (var part : named.values()) all = all.join(part);
      return new Parts(Map.of(), all, depth + 1);
    }
    return new Parts(named, others, depth + 1);
  }

  /// An object of which one field is masked.
  static Mask field(String name, Mask mask) {
    return parts(Map.of(name, mask), CLEAR);
  }

  /// Each item of an array, or each field of an object.
  static Mask items(Mask mask) {
    return parts(Map.of(), mask);
  }

  /// What RFC 6901 pointers name; `*` in a pointer is every field or item.
  static Mask of(List<JsonPointer> pointers) {
    var all = CLEAR;
    for (var pointer : pointers) all = all.join(of(pointer));
    return all;
  }

  private static Mask of(JsonPointer pointer) {
    if (pointer.matches()) return WHOLE;
    String name = pointer.getMatchingProperty();
    var below = of(pointer.tail());
    return name.equals("*") ? items(below) : field(name, below);
  }

  private static int depth(Mask mask) {
    return mask instanceof Parts parts ? parts.depth() : 0;
  }

  default boolean isClear() {
    return this instanceof Clear;
  }

  /// Whether the value as a whole, not only a part of it, is masked.
  default boolean hidesValue() {
    return switch (this) {
      case Whole _, Text _ -> true;
      case Clear _, Parts _ -> false;
    };
  }

  /// Mask of a field, or of the item with that index.
  default Mask at(String name) {
    return switch (this) {
      case Clear _ -> CLEAR;
      case Whole _, Text _ -> WHOLE;
      case Parts parts -> parts.named().getOrDefault(name, parts.others());
    };
  }

  /// Mask that holds for every item and every field.
  default Mask each() {
    if (!(this instanceof Parts parts)) return at("");
    var all = parts.others();
    for (var part : parts.named().values()) all = all.join(part);
    return all;
  }

  /// Masks what either masks.
  default Mask join(Mask other) {
    if (other.isClear() || equals(other)) return this;
    if (isClear()) return other;
    if (!(this instanceof Parts mine) || !(other instanceof Parts theirs)) return WHOLE;
    var names = new HashSet<>(mine.named().keySet());
    names.addAll(theirs.named().keySet());
    var named = new HashMap<String, Mask>();
    for (var name : names) named.put(name, mine.at(name).join(theirs.at(name)));
    return parts(named, mine.others().join(theirs.others()));
  }

  /// The value as it may be shown. What is masked in parts and has none is masked itself. What is
  /// given is never changed.
  default JsonNode show(JsonNode value) {
    return switch (this) {
      case Clear _ -> value;
      case Whole _ -> TextNode.valueOf(SHOWN);
      case Text text ->
          value.isTextual() ? TextNode.valueOf(text.show(value.textValue())) : WHOLE.show(value);
      case Parts _ ->
          switch (value) {
            case ObjectNode object -> {
              var shown = JsonNodeFactory.instance.objectNode();
              for (var field : object.properties())
                shown.set(field.getKey(), at(field.getKey()).show(field.getValue()));
              yield shown;
            }
            case ArrayNode array -> {
              var shown = JsonNodeFactory.instance.arrayNode(array.size());
              for (int i = 0; i < array.size(); i++)
                shown.add(at(Integer.toString(i)).show(array.get(i)));
              yield shown;
            }
            default -> value.isNull() || value.isMissingNode() ? value : WHOLE.show(value);
          };
    };
  }
}
