package io.interline.ui.designer;

import io.interline.connector.Catalog;
import io.interline.connector.Catalog.ConnectorInfo;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.connector.Connections;
import io.interline.ui.canvas.PaletteItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the palette offers, and the step that each of its items begins as.
final class StepTemplates {

  private final Catalog catalog;

  StepTemplates(Catalog catalog) {
    this.catalog = catalog;
  }

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
              "stop",
              "Stop",
              "Ends the run on purpose, well or not",
              "Routes",
              "stop",
              "octagon-x",
              "end fail succeed terminate exit"));

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
                  connector.title() + " " + connector.description() + " " + operation.ref()));
    items.sort((a, b) -> Boolean.compare(a.group().equals("Core"), b.group().equals("Core")));
    var blocks = new ArrayList<>(items.stream().filter(i -> !i.group().equals("Core")).toList());
    blocks.addAll(BLOCKS);
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
      case "stop" -> step.putObject("stop").put("outcome", "fail");
      default -> call(step, item, connections);
    }
    return step;
  }

  private static String id(PaletteItem item) {
    return switch (item.key()) {
      case "switch" -> "choice";
      case "validate" -> "check";
      case "map" -> "mapped";
      case "parallel" -> "together";
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
