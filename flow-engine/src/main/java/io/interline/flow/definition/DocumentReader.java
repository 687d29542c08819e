package io.interline.flow.definition;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.FlowId;
import io.interline.flow.definition.FlowDocument.Dedupe;
import io.interline.flow.definition.FlowDocument.Order;
import io.interline.flow.definition.FlowDocument.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the tree of a document into its types.
final class DocumentReader {

  private static final Duration MAX_WINDOW = Duration.ofDays(31);

  private final Findings findings;
  private final BlockReader blocks;

  DocumentReader(Findings findings) {
    this.findings = findings;
    this.blocks = new BlockReader(findings);
  }

  Reading read(ObjectNode tree) {
    var top = new Properties(tree, JsonPointer.empty(), null, findings);
    boolean right = format(top);
    if (!right) return new Reading(null, findings.all());
    String id = flowId(top);
    String title = top.requiredText("title");
    if (title != null && (title.isBlank() || title.length() > 200))
      top.error("value-wrong", "title", "The title must have 1 to 200 characters.");
    var trigger = top.inner("trigger", true).map(this::trigger).orElse(null);
    var steps = blocks.blocks(top.array("steps", true), top.at("steps"));
    var onError = blocks.optionalBlocks(top, "onError");
    var redact = pointers(top);
    top.refuseOthers();
    var document =
        id == null || title == null || trigger == null || !blocks.isComplete()
            ? null
            : new FlowDocument(id, title, trigger, steps, onError, redact);
    return new Reading(document, findings.all());
  }

  private boolean format(Properties top) {
    String format = top.requiredText("format");
    if (format == null) return false;
    if (format.equals(FlowDocument.FORMAT)) return true;
    top.error(
        "format-unknown",
        "format",
        "'" + format + "' is not read here; this hub reads " + FlowDocument.FORMAT + ".");
    return false;
  }

  private @Nullable String flowId(Properties top) {
    String id = top.requiredText("id");
    if (id == null) return null;
    try {
      return new FlowId(id).value();
    } catch (IllegalArgumentException e) {
      top.error("id-invalid", "id", e.getMessage() + ".");
      return null;
    }
  }

  private @Nullable Trigger trigger(Properties properties) {
    String id = BlockReader.stepId(properties);
    var operation = BlockReader.operation(properties);
    var with = properties.object("with", false);
    if (with != null) properties.refuseVaultReferences("with");
    JsonNode schema = null;
    if (properties.isText("schema"))
      properties.error(
          "not-available",
          "schema",
          "A schema from the registry is not available yet. Write the JSON Schema here as an object.");
    else schema = properties.object("schema", false);
    var dedupe = dedupe(properties);
    var order = order(properties);
    properties.refuseOthers();
    if (id == null || operation == null) return null;
    var configuration = with == null ? JsonNodeFactory.instance.objectNode() : with;
    return new Trigger(id, operation, configuration, schema, dedupe, order);
  }

  private static @Nullable Dedupe dedupe(Properties trigger) {
    var inner = trigger.inner("dedupe", false).orElse(null);
    if (inner == null) return null;
    String key = inner.requiredExpression("key");
    boolean given = inner.has("window");
    var window = inner.duration("window", MAX_WINDOW);
    inner.refuseOthers();
    if (key == null || (given && window == null)) return null;
    return new Dedupe(key, window == null ? Dedupe.STANDARD_WINDOW : window);
  }

  private static @Nullable Order order(Properties trigger) {
    if (trigger.isText("order")) {
      String key = trigger.requiredExpression("order");
      return key == null ? null : new Order(key, false);
    }
    var inner = trigger.inner("order", false).orElse(null);
    if (inner == null) return null;
    String key = inner.requiredExpression("key");
    String onDead = inner.choice("onDead", false, List.of("go-on", "block"));
    inner.refuseOthers();
    return key == null ? null : new Order(key, "block".equals(onDead));
  }

  private List<String> pointers(Properties top) {
    var list = top.array("redact", false);
    if (list == null) return List.of();
    var pointers = new ArrayList<String>();
    for (int i = 0; i < list.size(); i++) {
      var pointer = list.get(i);
      if (pointer.isTextual() && Names.isPointer(pointer.textValue()))
        pointers.add(pointer.textValue());
      else
        findings.error(
            "pointer-wrong",
            top.at("redact").appendIndex(i),
            null,
            "'"
                + pointer.asText()
                + "' is no JSON pointer. Write for example /order/customer/email.");
    }
    return pointers;
  }
}
