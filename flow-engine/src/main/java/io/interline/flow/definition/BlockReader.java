package io.interline.flow.definition;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.connector.OperationRef;
import io.interline.flow.definition.Step.Branch;
import io.interline.flow.definition.Step.Case;
import io.interline.flow.definition.Step.Head;
import io.interline.flow.definition.Step.Join;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the blocks of a document. A block that cannot be understood is left out, with a finding,
/// and [#isComplete] is then false.
final class BlockReader {

  static final int MAX_STEPS = 1_000;
  static final Duration MAX_TIMEOUT = Duration.ofMinutes(15);

  /// The keys of which a block has exactly one: they say what it is.
  static final List<String> KINDS =
      List.of(
          "use",
          "map",
          "validate",
          "switch",
          "parallel",
          "forEach",
          "repeat",
          "try",
          "wait",
          "flow",
          "respond",
          "stop");

  private final Findings findings;
  private boolean complete = true;
  private int count;

  BlockReader(Findings findings) {
    this.findings = findings;
  }

  boolean isComplete() {
    return complete;
  }

  /// The blocks of a list.
  ///
  /// @param list absent when the property was missing or no list
  List<Step> blocks(@Nullable JsonNode list, JsonPointer at) {
    if (list == null) {
      complete = false;
      return List.of();
    }
    var steps = new ArrayList<Step>();
    for (int i = 0; i < list.size(); i++) {
      var step = block(list.get(i), at.appendIndex(i));
      if (step == null) complete = false;
      else steps.add(step);
    }
    return steps;
  }

  /// The blocks under a name; none when it is left out.
  List<Step> optionalBlocks(Properties properties, String name) {
    var list = properties.array(name, false);
    if (list == null && properties.has(name)) complete = false;
    return list == null ? List.of() : blocks(list, properties.at(name));
  }

  private @Nullable Step block(JsonNode node, JsonPointer at) {
    if (++count == MAX_STEPS + 1)
      findings.error(
          "too-many-steps", at, null, "A flow may have 1,000 steps. Split it into several flows.");
    if (count > MAX_STEPS) return null;
    if (!(node instanceof ObjectNode object)) {
      findings.error(
          "type-wrong", at, null, "A step must be an object; it is " + Properties.kind(node) + ".");
      return null;
    }
    String id = object.path("id").isTextual() ? object.path("id").textValue() : null;
    var properties = new Properties(object, at, id, findings);
    var head = head(properties);
    String kind = kind(object, properties, at, id);
    if (kind == null) return null;
    var step = typed(kind, head, properties);
    properties.refuseOthers();
    return head == null ? null : step;
  }

  private @Nullable Head head(Properties properties) {
    String id = stepId(properties);
    String title = properties.text("title");
    String note = properties.text("note");
    boolean disabled = properties.flag("disabled");
    return id == null ? null : new Head(id, title, note, disabled);
  }

  /// The `id` of a step or trigger, checked.
  static @Nullable String stepId(Properties properties) {
    String id = properties.requiredText("id");
    if (id == null) return null;
    if (!Names.STEP_ID.matcher(id).matches()) {
      properties.error(
          "id-invalid",
          "id",
          "'"
              + id
              + "' is no step id: use letters, digits and underscores, at most 63, no digit first, so that"
              + " expressions find it as .id");
      return null;
    }
    if (Names.RESERVED.contains(id)) {
      properties.error(
          "id-invalid",
          "id",
          "'" + id + "' is a word of the expression language. Take another id.");
      return null;
    }
    return id;
  }

  private @Nullable String kind(
      ObjectNode object, Properties properties, JsonPointer at, @Nullable String id) {
    var kinds = KINDS.stream().filter(object::has).toList();
    if (kinds.size() == 1) return kinds.getFirst();
    if (kinds.size() > 1) {
      findings.error(
          "block-ambiguous",
          at,
          id,
          "A step does one thing, this one has "
              + String.join(" and ", kinds)
              + ". Make a step of each.");
      return null;
    }
    String meant =
        object
            .propertyStream()
            .flatMap(property -> Names.closest(property.getKey(), KINDS).stream())
            .findFirst()
            .map(kind -> " Did you mean '" + kind + "'?")
            .orElse("");
    findings.error(
        "block-unknown",
        at,
        id,
        "The step does not say what it does: give it one of "
            + String.join(", ", KINDS)
            + "."
            + meant);
    return null;
  }

  /// The block with a head that is right; absent when something needed is wrong.
  private @Nullable Step typed(String kind, @Nullable Head given, Properties properties) {
    var head = given == null ? new Head("unnamed", null, null, false) : given;
    return switch (kind) {
      case "use" -> use(head, properties);
      case "forEach" -> ControlReader.forEach(head, properties, this);
      case "repeat" -> ControlReader.repeat(head, properties, this);
      case "try" -> ControlReader.guard(head, properties, this);
      case "wait" -> WaitReader.pause(head, properties);
      case "flow" -> ControlReader.subFlow(head, properties);
      case "respond" -> ControlReader.respond(head, properties);
      case "map" -> {
        String jslt = properties.requiredText("map");
        yield jslt == null ? null : new Step.Map(head, jslt);
      }
      case "validate" -> validate(head, properties);
      case "switch" -> choice(head, properties);
      case "parallel" -> parallel(head, properties);
      case "stop" -> stop(head, properties);
      default -> throw new IllegalStateException(kind);
    };
  }

  private @Nullable Step use(Head head, Properties properties) {
    var operation = operation(properties);
    String connection = properties.text("connection");
    var with = properties.object("with", false);
    boolean withWrong = with == null && properties.has("with");
    if (with != null) properties.refuseVaultReferences("with");
    boolean timed = properties.has("timeout");
    var timeout = properties.duration("timeout", MAX_TIMEOUT);
    boolean retried = properties.has("retry");
    var retry = RetryReader.retry(properties);
    var compensate = optionalBlocks(properties, "compensate");
    if (operation == null || withWrong || (timed && timeout == null) || (retried && retry == null))
      return null;
    var input = with == null ? JsonNodeFactory.instance.objectNode() : with;
    return new Step.Use(head, operation, connection, input, retry, timeout, compensate);
  }

  /// The `use` of a step or trigger.
  static @Nullable OperationRef operation(Properties properties) {
    String use = properties.requiredText("use");
    if (use == null) return null;
    try {
      return OperationRef.parse(use);
    } catch (IllegalArgumentException e) {
      properties.error("operation-wrong", "use", e.getMessage() + ".");
      return null;
    }
  }

  private static @Nullable Step validate(Head head, Properties properties) {
    var inner = properties.inner("validate", true).orElse(null);
    if (inner == null) return null;
    var schema = inner.object("schema", true);
    String value = inner.text("value");
    inner.refuseOthers();
    return schema == null ? null : new Step.Validate(head, schema, value);
  }

  private @Nullable Step choice(Head head, Properties properties) {
    var list = properties.array("switch", true);
    if (list == null) return null;
    var at = properties.at("switch");
    if (list.isEmpty())
      properties.error("value-wrong", "switch", "A switch needs at least one case with 'do'.");
    var cases = new ArrayList<Case>();
    for (int i = 0; i < list.size(); i++) {
      var inner = element(list.get(i), at.appendIndex(i), head, "A case");
      if (inner == null) continue;
      boolean last = i == list.size() - 1;
      String title = inner.text("title");
      String when = last ? inner.text("when") : inner.requiredText("when");
      cases.add(new Case(title, when, blocks(inner.array("do", true), inner.at("do"))));
      inner.refuseOthers();
    }
    return list.isEmpty() ? null : new Step.Switch(head, cases);
  }

  private @Nullable Step parallel(Head head, Properties properties) {
    var outer = properties.inner("parallel", true).orElse(null);
    if (outer == null) return null;
    String join = outer.choice("join", false, List.of("all", "any", "settled"));
    var list = outer.array("branches", true);
    outer.refuseOthers();
    if (list == null) return null;
    if (list.isEmpty())
      outer.error("value-wrong", "branches", "A parallel block needs at least one branch.");
    var branches = new ArrayList<Branch>();
    for (int i = 0; i < list.size(); i++) {
      var inner = element(list.get(i), outer.at("branches").appendIndex(i), head, "A branch");
      if (inner == null) continue;
      String title = inner.text("title");
      branches.add(new Branch(title, blocks(inner.array("do", true), inner.at("do"))));
      inner.refuseOthers();
    }
    if (list.isEmpty()) return null;
    var joined = join == null ? Join.ALL : Join.valueOf(join.toUpperCase(Locale.ROOT));
    return new Step.Parallel(head, joined, branches);
  }

  private @Nullable Properties element(JsonNode node, JsonPointer at, Head head, String what) {
    if (node instanceof ObjectNode object) return new Properties(object, at, head.id(), findings);
    findings.error(
        "type-wrong",
        at,
        head.id(),
        what + " must be an object with 'do'; it is " + Properties.kind(node) + ".");
    complete = false;
    return null;
  }

  private static @Nullable Step stop(Head head, Properties properties) {
    var inner = properties.inner("stop", true).orElse(null);
    if (inner == null) return null;
    String outcome = inner.choice("outcome", true, List.of("succeed", "fail"));
    String message = inner.text("message");
    inner.refuseOthers();
    return outcome == null ? null : new Step.Stop(head, outcome.equals("succeed"), message);
  }
}
