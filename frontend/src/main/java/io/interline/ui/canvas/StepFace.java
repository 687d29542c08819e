package io.interline.ui.canvas;

import io.interline.connector.Catalog;
import io.interline.connector.OperationRef;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// How a step looks on its card: kind, icon, title and one line that says what it does.
final class StepFace {

  private static final int LONGEST_SUBTITLE = 48;

  private final Function<String, Optional<Operation>> operations;

  private StepFace(Function<String, Optional<Operation>> operations) {
    this.operations = operations;
  }

  /// Titles and icons as the catalogue says.
  static StepFace of(Catalog catalog) {
    return new StepFace(
        use -> {
          OperationRef ref;
          try {
            ref = OperationRef.parse(use);
          } catch (IllegalArgumentException unknown) {
            return Optional.empty();
          }
          return catalog
              .operation(ref)
              .map(
                  operation ->
                      new Operation(
                          operation.title(),
                          catalog.connectors().stream()
                              .filter(c -> c.id().equals(ref.connector()))
                              .map(Catalog.ConnectorInfo::icon)
                              .findFirst()
                              .orElse("plug")));
        });
  }

  /// Titles from the references alone.
  static StepFace plain() {
    return new StepFace(use -> Optional.empty());
  }

  private record Operation(String title, String icon) {}

  record Face(String kind, String icon, String title, String subtitle) {}

  Face trigger(JsonNode trigger) {
    var use = trigger.path("use").asString("");
    var with = trigger.path("with");
    var title = operations.apply(use).map(Operation::title).orElse(shortName(use));
    if (use.startsWith("schedule@")) {
      var words = CronWords.describe(with.path("cron").asString(""));
      return new Face("trigger", "calendar-clock", title, shorten(words));
    }
    var verify = with.path("verify").asString("");
    var subtitle = trigger.path("id").asString("message");
    if (!verify.isEmpty() && !verify.equalsIgnoreCase("none"))
      subtitle += " · " + verify.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    return new Face("trigger", "webhook", title, shorten(subtitle));
  }

  Face step(JsonNode step) {
    var name = step.path("title").asString(step.path("id").asString("step"));
    return switch (StepKind.of(step)) {
      case USE -> call(step, name);
      case MAP -> {
        var lines = step.path("map").asString("").strip().lines().count();
        yield new Face("map", "shuffle", name, lines > 1 ? "JSLT · " + lines + " lines" : "JSLT");
      }
      case VALIDATE -> {
        var required = step.at("/validate/schema/required").size();
        yield new Face(
            "validate",
            "badge-check",
            name,
            required > 0 ? "schema · " + required + " required fields" : "schema");
      }
      case SWITCH -> new Face("switch", "split", name, ways(step.path("switch").size()));
      case PARALLEL ->
          new Face(
              "parallel",
              "git-fork",
              name,
              switch (step.at("/parallel/join").asString("all")) {
                case "any" -> "first to succeed wins";
                case "settled" -> "waits until all ended";
                default -> "waits for all";
              });
      case STOP ->
          new Face(
              "stop",
              step.at("/stop/outcome").asString("").equals("succeed")
                  ? "circle-check"
                  : "octagon-x",
              name,
              shorten(step.at("/stop/message").asString("ends the run")));
      case UNKNOWN -> new Face("unknown", "circle-help", name, "unknown block");
    };
  }

  private Face call(JsonNode step, String name) {
    var use = step.path("use").asString("");
    var operation = operations.apply(use);
    var parts = new ArrayList<String>();
    var connection = step.path("connection").asString("");
    if (!connection.isEmpty()) parts.add(connection);
    var with = step.path("with");
    var method = with.path("method").asString("");
    var path = with.path("path").asString(with.path("url").asString(""));
    var request = (method + " " + path).strip();
    if (!request.isEmpty()) parts.add(request);
    if (parts.isEmpty()) parts.add(operation.map(Operation::title).orElse(shortName(use)));
    return new Face(
        "call",
        operation.map(Operation::icon).orElse("plug"),
        name,
        shorten(String.join(" · ", parts)));
  }

  /// What the canvas writes on a way of a switch: its title, else the gist of its condition.
  static String label(JsonNode way) {
    var title = way.path("title").asString("");
    if (!title.isEmpty()) return title;
    var when = way.path("when").asString("");
    if (when.isEmpty()) return "otherwise";
    var condition =
        when.startsWith("${") && when.endsWith("}") ? when.substring(2, when.length() - 1) : when;
    var equals = condition.lastIndexOf("==");
    if (equals >= 0) {
      var value = condition.substring(equals + 2).strip();
      if (value.matches("\"[^\"]{1,20}\"")) return value.substring(1, value.length() - 1);
    }
    var stripped = condition.strip();
    return stripped.length() <= 24 ? stripped : stripped.substring(0, 23) + "…";
  }

  private static String ways(int count) {
    return count == 1 ? "1 way" : count + " ways";
  }

  private static String shortName(String use) {
    var at = use.indexOf('@');
    var slash = use.indexOf('/');
    return at < 0 || slash < 0 ? use : use.substring(0, at) + " " + use.substring(slash + 1);
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST_SUBTITLE ? text : text.substring(0, LONGEST_SUBTITLE - 1) + "…";
  }
}
