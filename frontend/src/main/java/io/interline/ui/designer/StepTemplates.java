package io.interline.ui.designer;

import io.interline.connector.Catalog;
import io.interline.connector.Catalog.ConnectorInfo;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.connector.Connections;
import io.interline.flow.FlowId;
import io.interline.flow.Flows.FlowSummary;
import io.interline.ui.canvas.PaletteItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the palette offers, and the step that each of its items begins as.
final class StepTemplates {

  private final Catalog catalog;
  private final List<PaletteItem> calls;

  /// @param flow that is drawn
  /// @param flows of the tenant, to be called
  StepTemplates(Catalog catalog, FlowId flow, List<FlowSummary> flows) {
    this.catalog = catalog;
    this.calls =
        flows.stream()
            .filter(f -> !f.id().equals(flow))
            .map(
                f ->
                    new PaletteItem(
                        CALL + f.id().value(),
                        f.title(),
                        "Calls the flow " + f.id().value(),
                        "Your flows",
                        "flow",
                        "workflow",
                        "sub-flow subflow call run flow " + f.id().value()))
            .toList();
  }

  /// Begins the keys of items that call a flow.
  private static final String CALL = "flow:";

  private static final List<PaletteItem> BLOCKS =
      List.of(
          new PaletteItem(
              "map",
              "Map",
              "Makes a new value out of the data (JSLT)",
              "Data",
              "map",
              "shuffle",
              "transform jslt convert mapping set value"),
          new PaletteItem(
              "validate",
              "Check",
              "Fails the run unless the data fits a schema",
              "Data",
              "validate",
              "badge-check",
              "validate schema assert json"),
          new PaletteItem(
              "switch",
              "Choose a way",
              "Goes the first way whose condition holds",
              "Routes",
              "switch",
              "split",
              "if else condition route branch case filter router"),
          new PaletteItem(
              "parallel",
              "In parallel",
              "Goes all ways at once and waits",
              "Routes",
              "parallel",
              "git-fork",
              "fork join fan-out branches all any concurrent"),
          new PaletteItem(
              "forEach",
              "For each",
              "Runs steps once for each item of a list",
              "Loops",
              "each",
              "repeat",
              "loop iterate items list array batch split map over"),
          new PaletteItem(
              "repeat",
              "Repeat until",
              "Runs steps again until a condition holds",
              "Loops",
              "repeat",
              "refresh-cw",
              "loop while do until poll pages pagination retry"),
          new PaletteItem(
              "try",
              "Try and catch",
              "Catches what fails inside, and tidies up",
              "Routes",
              "try",
              "shield-check",
              "error handling exception catch finally scope fallback"),
          new PaletteItem(
              "wait:duration",
              "Wait a while",
              "Goes on after a time: seconds, or days",
              "Waits",
              "wait",
              "hourglass",
              "pause sleep delay timer duration"),
          new PaletteItem(
              "wait:until",
              "Wait until",
              "Goes on at a date and time of the data",
              "Waits",
              "wait",
              "clock",
              "date time schedule moment timer deadline"),
          new PaletteItem(
              "wait:event",
              "Wait for an event",
              "Goes on when an event with its key comes in",
              "Waits",
              "wait",
              "bell",
              "signal message correlate callback resume event"),
          new PaletteItem(
              "wait:approval",
              "Approval",
              "Goes on when somebody has approved",
              "Waits",
              "wait",
              "badge-check",
              "human decision approve reject task sign off confirm"),
          new PaletteItem(
              "flow",
              "Call a flow",
              "Runs another flow of yours and takes its result",
              "Flows",
              "flow",
              "workflow",
              "sub-flow subflow child call start reuse"),
          new PaletteItem(
              "respond",
              "Answer the caller",
              "Answers the webhook's caller, who waits",
              "Flows",
              "respond",
              "corner-down-right",
              "respond response reply webhook synchronous return http status"),
          new PaletteItem(
              "stop",
              "Stop",
              "Ends the run on purpose, well or not",
              "Routes",
              "stop",
              "octagon-x",
              "end fail succeed terminate exit"));

  private static final List<String> GROUPS =
      List.of("Connectors", "Data", "Routes", "Loops", "Waits", "Flows");

  /// Connectors' operations first, then the blocks.
  List<PaletteItem> palette() {
    var items = new ArrayList<PaletteItem>();
    for (var connector : catalog.connectors())
      for (var operation : connector.operations())
        if (operation.kind() == Catalog.Kind.ACTION)
          items.add(
              new PaletteItem(
                  operation.ref().toString(),
                  title(connector, operation),
                  operation.description(),
                  connector.id().equals("core") ? "Core" : "Connectors",
                  "call",
                  icon(connector, operation),
                  connector.title()
                      + " "
                      + connector.description()
                      + " "
                      + operation.ref()
                      + PaletteWords.of(operation.ref().toString())));
    items.sort((a, b) -> Boolean.compare(a.group().equals("Core"), b.group().equals("Core")));
    var blocks = new ArrayList<>(items.stream().filter(i -> !i.group().equals("Core")).toList());
    for (var block : BLOCKS) blocks.add(block.knownAs(PaletteWords.of(block.key())));
    blocks.sort(Comparator.comparing(i -> GROUPS.indexOf(i.group())));
    blocks.addAll(calls);
    blocks.addAll(items.stream().filter(i -> i.group().equals("Core")).toList());
    return List.copyOf(blocks);
  }

  /// `HTTP request`: connector and operation in one.
  static String title(ConnectorInfo connector, OperationInfo operation) {
    if (connector.id().equals("core")
        || operation
            .title()
            .toLowerCase(Locale.ROOT)
            .contains(connector.title().toLowerCase(Locale.ROOT))) return operation.title();
    return connector.title() + " " + operation.title().toLowerCase(Locale.ROOT);
  }

  private static String icon(ConnectorInfo connector, OperationInfo operation) {
    if (!connector.id().equals("core")) return connector.icon();
    return switch (operation.ref().operation()) {
      case "log" -> "scroll-text";
      case "delay" -> "hourglass";
      default -> connector.icon();
    };
  }

  /// A step of the chosen kind with an id that is free and the defaults of its operation.
  ///
  /// @throws IllegalArgumentException when there is no such item
  ObjectNode create(String item, Set<String> taken, Connections connections) {
    var chosen =
        palette().stream()
            .filter(i -> i.key().equals(item))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("There is no step '" + item + "'."));
    var step = JsonNodeFactory.instance.objectNode();
    step.put("id", DocumentTree.freeId(id(chosen), taken));
    step.put("title", chosen.title());
    switch (item) {
      case "map" -> step.put("map", "{\n  \n}");
      case "validate" -> step.putObject("validate").putObject("schema").put("type", "object");
      case "switch" -> {
        var ways = step.putArray("switch");
        ways.addObject().put("when", "").putArray("do");
        ways.addObject().putArray("do");
      }
      case "parallel" -> {
        var parallel = step.putObject("parallel").put("join", "all");
        var branches = parallel.putArray("branches");
        branches.addObject().putArray("do");
        branches.addObject().putArray("do");
      }
      case "forEach" -> step.put("forEach", "").putArray("do");
      case "repeat" -> {
        step.putObject("repeat").put("max", 10);
        step.putArray("do");
      }
      case "try" -> {
        step.putArray("try");
        step.putArray("catch");
      }
      case "wait:duration" -> step.putObject("wait").put("for", "duration").put("duration", "PT5M");
      case "wait:until" -> step.putObject("wait").put("for", "until").put("time", "");
      case "wait:event" ->
          step.putObject("wait").put("for", "event").put("event", "").put("key", "");
      case "wait:approval" -> step.putObject("wait").put("for", "approval");
      case "flow" -> step.put("flow", "").putObject("with");
      case "respond" -> step.putObject("respond").put("status", 200);
      case "stop" -> step.putObject("stop").put("outcome", "fail");
      default -> {
        if (item.startsWith(CALL))
          step.put("flow", item.substring(CALL.length())).putObject("with");
        else call(step, item, connections);
      }
    }
    return step;
  }

  private static String id(PaletteItem item) {
    return switch (item.key()) {
      case "switch" -> "choice";
      case "validate" -> "check";
      case "map" -> "mapped";
      case "parallel" -> "together";
      case "forEach" -> "each";
      case "repeat" -> "again";
      case "try" -> "guarded";
      case "wait:duration" -> "pause";
      case "wait:until" -> "until";
      case "wait:event" -> "event";
      case "flow" -> "called";
      case "respond" -> "answer";
      default -> DocumentTree.idFrom(item.title(), "step");
    };
  }

  private void call(ObjectNode step, String use, Connections connections) {
    var operation =
        catalog.connectors().stream()
            .flatMap(c -> c.operations().stream())
            .filter(o -> o.ref().toString().equals(use))
            .findFirst()
            .orElseThrow();
    step.put("use", use);
    if (operation.needsConnection()) {
      var aliases =
          connections.list().stream()
              .filter(c -> c.connector().equals(operation.ref().connector()))
              .map(Connections.Connection::alias)
              .distinct()
              .toList();
      if (aliases.size() == 1) step.put("connection", aliases.getFirst());
    }
    step.set("with", defaults(operation));
  }

  /// Values that an input needs from the beginning: those of required fields with one choice or a
  /// default, so that the form shows what will run.
  static JsonNode defaults(OperationInfo operation) {
    var with = JsonNodeFactory.instance.objectNode();
    for (var field : InputField.of(operation.inputSchema())) {
      var value = field.defaultValue();
      if (value != null && field.kind() == InputField.Kind.CHOICE) with.set(field.name(), value);
    }
    return with;
  }
}
