package io.interline.ui.designer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.Problem;
import io.interline.flow.TestBench.Preview;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.CodeEditor;
import io.interline.ui.elements.JsonText;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.Tone;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// What a mapping gives on the sample, what is wrong with it and where, and what the check of the
/// flow says of it.
final class MappingResult extends Div {

  private final DesignerSession session;
  private final String step;
  private final Consumer<String> change;
  private final Div head = new Div();
  private final Div problems = new Div();
  private final Div body = new Div();

  /// @param change takes another text for the mapping
  MappingResult(DesignerSession session, String step, Consumer<String> change) {
    this.session = session;
    this.step = step;
    this.change = change;
    addClassName("ild-result");
    setId("mapping-result");
    head.addClassName("ild-result-head");
    problems.addClassName("ild-hints");
    body.addClassName("ild-result-body");
    getElement().setAttribute("role", "status");
    add(head, problems, body);
  }

  void show(Preview preview, CodeEditor editor) {
    head.removeAll();
    body.removeAll();
    problems.removeAll();
    head.add(new Span("Result"));
    var error = preview.error();
    if (error == null) value(preview, editor);
    else wrong(preview, error, editor);
    for (var problem : found())
      if (!isSaid(problem, preview))
        problems.add(Hints.line(problem.message(), title(problem), fix(problem)));
    problems.setVisible(problems.getComponentCount() > 0);
  }

  private void value(Preview preview, CodeEditor editor) {
    var hints = preview.hints();
    editor.noProblem();
    editor.hints(
        hints.stream()
            .map(hint -> new CodeEditor.Mark(hint.message(), hint.line(), hint.column()))
            .toList());
    var took = String.format(Locale.ROOT, "%.1f ms", preview.tookMicros() / 1000.0);
    if (hints.isEmpty()) head.add(new Chip("compiles", Tone.OK));
    else head.add(new Chip(hints.size() == 1 ? "1 hint" : hints.size() + " hints", Tone.WARN));
    head.add(new Chip(took, Tone.NEUTRAL));
    for (var hint : hints) {
      var changed = hint.change();
      boolean changes = changed != null && session.editable();
      var words = "Line " + hint.line() + ": " + hint.message();
      problems.add(Hints.line(words, changes ? () -> change.accept(changed) : null));
    }
    body.add(new JsonText(preview.value()));
  }

  private void wrong(Preview preview, String error, CodeEditor editor) {
    editor.problem(error, preview.line(), preview.column());
    var place =
        preview.line() > 0 ? "line " + preview.line() + ", column " + preview.column() : "error";
    head.add(new Chip(place, Tone.BAD));
    var words = new Div(error);
    words.addClassName("ild-wrong");
    body.add(words);
  }

  private List<Problem> found() {
    var pointer = session.pointerOf(step) + "/map";
    return session.problems().stream().filter(p -> p.pointer().equals(pointer)).toList();
  }

  /// What the preview says too, with the sample before it.
  private static boolean isSaid(Problem problem, Preview preview) {
    return switch (problem.code()) {
      case "expression-syntax", "expression-too-large" -> preview.error() != null;
      case "field-unknown" -> !preview.hints().isEmpty();
      default -> false;
    };
  }

  private static String title(Problem problem) {
    var fix = problem.fix();
    return fix == null ? "" : fix.title();
  }

  private @Nullable Runnable fix(Problem problem) {
    var fix = problem.fix();
    if (fix == null || !session.editable()) return null;
    return () -> {
      try {
        session.edit(
            new Edit.Patch(DocumentJson.read(fix.patch())), DesignerSession.Origin.ELSEWHERE);
        change.accept(session.at(step, "/map").asString(""));
      } catch (IllegalArgumentException | JacksonException refused) {
        Notices.problem(String.valueOf(refused.getMessage()));
      }
    };
  }
}
