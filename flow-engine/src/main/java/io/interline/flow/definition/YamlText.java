package io.interline.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Text of YAML 1.2 to a tree, with the meaning of the core schema: only `true`, `false`, `null`,
/// decimal, octal (`0o17`) and hexadecimal numbers are other than text, so `NO` and `1_000` are
/// text, and `1.10` keeps its digits. One document; what JSON cannot say, and what would have to be
/// guessed, is refused: aliases, tags of other types, `.nan`, `.inf`, keys that are no scalars, the
/// same key twice.
///
/// Source: YAML 1.2.2, chapter 10.3.
final class YamlText {

  private final LoadSettings settings;
  private final int maxDepth;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable JsonNode root;

  /// A mapping or sequence that has not ended.
  private static final class Open {
    final JsonNode node;
    @Nullable String key;

    Open(JsonNode node) {
      this.node = node;
    }
  }

  /// Where and why a text is no YAML of a document.
  ///
  /// Lines and columns count from 1.
  static final class Malformed extends Exception {
    private final int line;
    private final int column;

    private Malformed(int line, int column, String why) {
      super(why);
      this.line = line;
      this.column = column;
    }

    /// For example `at line 3, column 7: aliases …`.
    String said() {
      return (line == 0 ? "" : " at line " + line + ", column " + column) + ": " + getMessage();
    }
  }

  private YamlText(int maxCharacters, int maxDepth) {
    this.settings =
        LoadSettings.builder().setCodePointLimit(maxCharacters).setUseMarks(true).build();
    this.maxDepth = maxDepth;
  }

  /// The tree of a text; missing when the text holds no document.
  static JsonNode parse(String text, int maxCharacters, int maxDepth) throws Malformed {
    return new YamlText(maxCharacters, maxDepth).read(text);
  }

  private JsonNode read(String text) throws Malformed {
    try {
      Iterator<Event> events = new Parse(settings).parseString(text).iterator();
      while (events.hasNext()) take(events.next());
    } catch (MarkedYamlEngineException e) {
      var mark = e.getProblemMark();
      throw new Malformed(
          mark.map(m -> m.getLine() + 1).orElse(0),
          mark.map(m -> m.getColumn() + 1).orElse(0),
          e.getProblem());
    } catch (YamlEngineException e) {
      throw new Malformed(0, 0, String.valueOf(e.getMessage()));
    }
    return root == null ? MissingNode.getInstance() : root;
  }

  private void take(Event event) throws Malformed {
    switch (event) {
      case CollectionStartEvent start -> begin(start);
      case CollectionEndEvent _ -> open.pop();
      case ScalarEvent scalar -> {
        if (!takenAsKey(scalar)) add(value(scalar), scalar);
      }
      // What is left of the nodes is an alias: its value would have to be copied.
      case NodeEvent alias ->
          throw malformed(alias, "aliases (*name) are not read; write the value out");
      default -> {}
    }
  }

  private void begin(CollectionStartEvent start) throws Malformed {
    if (open.size() >= maxDepth)
      throw malformed(start, "it is nested more than " + maxDepth + " levels deep; flatten it");
    String standard = start instanceof MappingStartEvent ? Tags.MAP : Tags.SEQ;
    String tag = start.getTag().orElse(standard);
    if (!tag.equals(standard) && !tag.equals("!"))
      throw malformed(start, "the tag " + tag + " is not read; leave it out");
    var in = open.peek();
    if (in != null && in.node.isObject() && in.key == null)
      throw malformed(start, "a key is a text, not a list or an object");
    JsonNode node =
        start instanceof MappingStartEvent
            ? JsonNodeFactory.instance.objectNode()
            : JsonNodeFactory.instance.arrayNode();
    add(node, start);
    open.push(new Open(node));
  }

  private boolean takenAsKey(ScalarEvent scalar) throws Malformed {
    var in = open.peek();
    if (in == null || !in.node.isObject() || in.key != null) return false;
    if (in.node.has(scalar.getValue()))
      throw malformed(scalar, "Duplicate key '" + scalar.getValue() + "'; a key may come once");
    in.key = scalar.getValue();
    return true;
  }

  private void add(JsonNode node, Event event) throws Malformed {
    var in = open.peek();
    if (in == null) {
      if (root != null) throw malformed(event, "a second document begins; a text holds one");
      root = node;
    } else if (in.node instanceof ObjectNode object) {
      object.set(String.valueOf(in.key), node);
      in.key = null;
    } else {
      ((ArrayNode) in.node).add(node);
    }
  }

  private static JsonNode value(ScalarEvent scalar) throws Malformed {
    try {
      return CoreScalar.read(scalar.getValue(), scalar.getTag().orElse(null), scalar.isPlain());
    } catch (IllegalArgumentException e) {
      throw malformed(scalar, String.valueOf(e.getMessage()));
    }
  }

  private static Malformed malformed(Event event, String why) {
    return new Malformed(
        event.getStartMark().map(m -> m.getLine() + 1).orElse(0),
        event.getStartMark().map(m -> m.getColumn() + 1).orElse(0),
        why);
  }

  /// Tags of YAML's own types.
  static final class Tags {
    private static final String PREFIX = "tag:yaml.org,2002:";
    static final String MAP = PREFIX + "map";
    static final String SEQ = PREFIX + "seq";
    static final String STR = PREFIX + "str";
    static final String INT = PREFIX + "int";
    static final String FLOAT = PREFIX + "float";
    static final String BOOL = PREFIX + "bool";
    static final String NULL = PREFIX + "null";

    private Tags() {}
  }
}
