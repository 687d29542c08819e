package io.interline.ui.canvas;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the person at the canvas asks for. Steps are named by id, places by the JSON pointer at
/// which a step goes.
public sealed interface CanvasCommand {

  /// @param steps the selection; empty when the ground was clicked
  record Select(List<String> steps) implements CanvasCommand {}

  /// Enter or a double click: take the keyboard to the form.
  record Open(String step) implements CanvasCommand {}

  /// @param item key of the [PaletteItem]
  record Insert(String anchor, String item) implements CanvasCommand {}

  record Remove(List<String> steps) implements CanvasCommand {}

  record Move(List<String> steps, String anchor) implements CanvasCommand {}

  record Duplicate(List<String> steps) implements CanvasCommand {}

  /// Shows or hides what is inside a block.
  record Fold(String step) implements CanvasCommand {}

  /// Disables enabled steps and the other way round.
  record Toggle(List<String> steps) implements CanvasCommand {}

  /// Tests the flow up to a step, and with it.
  record Test(String step) implements CanvasCommand {}

  record Retitle(String step, String title) implements CanvasCommand {}

  /// @param cut whether the steps go away as well
  record Copy(List<String> steps, boolean cut) implements CanvasCommand {}

  /// @param text what the clipboard holds
  record Paste(@Nullable String after, String text) implements CanvasCommand {}

  /// A command without more to say.
  record Plain(Verb verb) implements CanvasCommand {}

  /// What a plain command asks for.
  enum Verb {
    UNDO,
    REDO,
    SAVE,
    TEST,
    NEXT_PROBLEM
  }

  /// Reads what the browser sent.
  ///
  /// @throws IllegalArgumentException for anything it never sends
  static CanvasCommand read(JsonNode detail) {
    var type = detail.path("type").asString("");
    return switch (type) {
      case "select" -> new Select(steps(detail));
      case "open" -> new Open(text(detail, "step"));
      case "insert" -> new Insert(text(detail, "anchor"), text(detail, "item"));
      case "remove" -> new Remove(steps(detail));
      case "move" -> new Move(steps(detail), text(detail, "anchor"));
      case "duplicate" -> new Duplicate(steps(detail));
      case "fold" -> new Fold(text(detail, "step"));
      case "toggle" -> new Toggle(steps(detail));
      case "test-step" -> new Test(text(detail, "step"));
      case "retitle" -> new Retitle(text(detail, "step"), text(detail, "title"));
      case "copy" -> new Copy(steps(detail), detail.path("cut").asBoolean(false));
      case "paste" -> {
        var after = detail.path("after").asString("");
        yield new Paste(after.isEmpty() ? null : after, text(detail, "text"));
      }
      case "undo" -> new Plain(Verb.UNDO);
      case "redo" -> new Plain(Verb.REDO);
      case "save" -> new Plain(Verb.SAVE);
      case "test" -> new Plain(Verb.TEST);
      case "next-problem" -> new Plain(Verb.NEXT_PROBLEM);
      default -> throw new IllegalArgumentException("no such canvas command: " + type);
    };
  }

  private static List<String> steps(JsonNode detail) {
    return detail.path("steps").values().stream().map(s -> s.asString("")).toList();
  }

  private static String text(JsonNode detail, String field) {
    return detail.path(field).asString("");
  }
}
