package io.interline.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.flow.FlowId;
import io.interline.flow.definition.Step.Head;
import org.jspecify.annotations.Nullable;

/// Reads loops, scopes that catch failures, calls of other flows, and answers.
final class ControlReader {

  private static final int MAX_CONCURRENCY = 100;
  private static final int MAX_TURNS = 10_000;
  private static final int MAX_TOLERATED = 1_000_000;

  private ControlReader() {}

  static @Nullable Step forEach(Head head, Properties properties, BlockReader blocks) {
    String items = properties.requiredExpression("forEach");
    int concurrency = properties.wholeNumber("concurrency", 1, 1, MAX_CONCURRENCY);
    int tolerated = properties.wholeNumber("maxFailures", 0, 0, MAX_TOLERATED);
    var steps = blocks.blocks(properties.array("do", true), properties.at("do"));
    return items == null ? null : new Step.ForEach(head, items, concurrency, tolerated, steps);
  }

  static @Nullable Step repeat(Head head, Properties properties, BlockReader blocks) {
    var inner = properties.inner("repeat", true).orElse(null);
    var steps = blocks.blocks(properties.array("do", true), properties.at("do"));
    if (inner == null) return null;
    String until = inner.expression("until");
    boolean bounded = inner.has("max");
    int max = inner.wholeNumber("max", 1, 1, MAX_TURNS);
    if (!bounded)
      inner.error(
          "property-missing",
          "max",
          "A repeat needs 'max', the most turns it may make: a whole number from 1 to 10000.");
    inner.refuseOthers();
    return new Step.Repeat(head, until, max, steps);
  }

  static Step guard(Head head, Properties properties, BlockReader blocks) {
    var steps = blocks.blocks(properties.array("try", true), properties.at("try"));
    boolean catches = properties.has("catch");
    var caught = blocks.optionalBlocks(properties, "catch");
    var last = blocks.optionalBlocks(properties, "finally");
    return new Step.Try(head, steps, catches ? caught : null, last);
  }

  static @Nullable Step subFlow(Head head, Properties properties) {
    String named = properties.requiredText("flow");
    var with = properties.any("with");
    String mode = properties.choice("mode", false, java.util.List.of("wait", "start"));
    if (named == null) return null;
    String[] parts = named.split("@", 2);
    try {
      var flow = new FlowId(parts[0]);
      Integer version = parts.length == 1 || parts[1].equals("latest") ? null : version(parts[1]);
      return new Step.SubFlow(head, flow, version, orNull(with), !"start".equals(mode));
    } catch (IllegalArgumentException e) {
      properties.error(
          "flow-wrong",
          "flow",
          "'" + named + "' names no flow. Write its id, or id@latest, or id@ and a version.");
      return null;
    }
  }

  private static Integer version(String text) {
    int version = Integer.parseInt(text);
    if (version < 1) throw new IllegalArgumentException("version " + text);
    return version;
  }

  static @Nullable Step respond(Head head, Properties properties) {
    var inner = properties.inner("respond", true).orElse(null);
    if (inner == null) return null;
    var status = inner.any("status");
    var headers = inner.object("headers", false);
    var body = inner.any("body");
    inner.refuseOthers();
    if (status != null && !isStatus(status)) {
      inner.error(
          "value-wrong",
          "status",
          "'status' must be a whole number from 200 to 599, or an expression.");
      return null;
    }
    return new Step.Respond(
        head,
        status == null ? JsonNodeFactory.instance.numberNode(200) : status,
        headers == null ? JsonNodeFactory.instance.objectNode() : headers,
        body);
  }

  private static boolean isStatus(JsonNode status) {
    if (status.isTextual()) return status.textValue().contains("${");
    return status.isIntegralNumber() && status.intValue() >= 200 && status.intValue() <= 599;
  }

  private static JsonNode orNull(@Nullable JsonNode value) {
    return value == null ? JsonNodeFactory.instance.objectNode() : value;
  }
}
