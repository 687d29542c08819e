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
      case FOR_EACH -> new Face("each", "repeat", name, each(step));
      case REPEAT -> new Face("repeat", "refresh-cw", name, repeat(step));
      case TRY -> new Face("try", "shield-check", name, guarded(step));
      case WAIT -> new Face("wait", waitIcon(step), name, shorten(waitWords(step.path("wait"))));
      case FLOW -> new Face("flow", "workflow", name, shorten(called(step)));
      case RESPOND -> new Face("respond", "corner-down-right", name, shorten(answer(step)));
      case UNKNOWN -> new Face("unknown", "circle-help", name, "unknown block");
    };
  }

  /// The card of a block that is folded: it says how much it hides.
  Face folded(JsonNode step) {
    var face = step(step);
    var hidden = inside(step);
    return new Face(
        face.kind(),
        face.icon(),
        face.title(),
        (hidden == 1 ? "1 step inside" : hidden + " steps inside") + " · " + face.subtitle());
  }

  private static int inside(JsonNode step) {
    int count = 0;
    for (var lane : StepKind.lanes(step)) for (var inner : lane.steps()) count += 1 + inside(inner);
    return count;
  }

  /// An expression without what stands around it.
  private static String gist(String text) {
    if (!text.startsWith("${") || !text.endsWith("}")) return text;
    var inner = text.substring(2, text.length() - 1).strip();
    return inner.matches("\\.[A-Za-z_].*") ? inner.substring(1) : inner;
  }

  private static String each(JsonNode step) {
    var items = gist(step.path("forEach").asString(""));
    var once = step.path("concurrency").asInt(1);
    // The number stands first: what is too long for the card is cut at its end.
    if (once > 1) return once + " at once" + (items.isBlank() ? "" : " · " + shorten(items, 26));
    return items.isBlank() ? "for each item of a list" : "for each of " + shorten(items, 26);
  }

  private static String repeat(JsonNode step) {
    var until = gist(step.at("/repeat/until").asString(""));
    var max = step.at("/repeat/max").asInt(0);
    if (until.isBlank()) return max == 1 ? "once" : max + " times";
    return "until " + shorten(until, 26) + " · max " + max;
  }

  private static String guarded(JsonNode step) {
    if (step.has("catch"))
      return step.has("finally") ? "catches failures · tidies up" : "catches failures";
    return step.has("finally") ? "tidies up in the end" : "lets failures through";
  }

  private static String waitIcon(JsonNode step) {
    return switch (step.at("/wait/for").asString("")) {
      case "until" -> "clock";
      case "event" -> "bell";
      case "approval" -> "badge-check";
      default -> "hourglass";
    };
  }

  private static String waitWords(JsonNode wait) {
    var timeout = wait.path("timeout").asString("");
    var patience = timeout.isEmpty() ? "" : " · " + DurationWords.of(timeout);
    return switch (wait.path("for").asString("")) {
      case "until" -> "waits until " + gist(wait.path("time").asString("a time"));
      case "event" -> "waits for " + wait.path("event").asString("an event") + patience;
      case "approval" -> {
        var roles = wait.path("roles").values().stream().map(StepFace::role).toList();
        yield "approval" + (roles.isEmpty() ? "" : " by " + String.join(" or ", roles)) + patience;
      }
      default -> "waits " + DurationWords.of(gist(wait.path("duration").asString("")));
    };
  }

  private static String role(JsonNode role) {
    return role.asString("").toLowerCase(java.util.Locale.ROOT);
  }

  private static String called(JsonNode step) {
    var named = step.path("flow").asString("");
    if (named.isBlank()) return "calls no flow yet";
    var flow = named.endsWith("@latest") ? named.substring(0, named.length() - 7) : named;
    return (step.path("mode").asString("wait").equals("start") ? "starts " : "calls ") + flow;
  }

  private static String answer(JsonNode step) {
    var status = step.at("/respond/status");
    return "answers "
        + (status.isMissingNode()
            ? "200"
            : status.isString() ? "with a status" : status.toString());
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
    if (when.isBlank()) return way.has("when") ? "no condition yet" : "otherwise";
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
    return shorten(text, LONGEST_SUBTITLE);
  }

  private static String shorten(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
