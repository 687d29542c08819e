package io.interline.ui.designer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Severity;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.Tone;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/// What is wrong with the flow, one at a time with its fix, or all when opened.
final class ProblemsStrip extends Div {

  private final DesignerSession session;
  private final Consumer<String> show;
  private int current;
  private boolean visited;
  private boolean open;

  /// @param show called with the id of the step that a problem belongs to
  ProblemsStrip(DesignerSession session, Consumer<String> show) {
    this.session = session;
    this.show = show;
    addClassName("ild-problems");
    setId("problems");
    getElement().setAttribute("role", "region");
    getElement().setAttribute("aria-label", "Problems");
    draw();
  }

  private List<Problem> problems() {
    return session.problems().stream()
        .sorted(Comparator.comparing(Problem::severity).thenComparing(Problem::pointer))
        .toList();
  }

  /// Shows the problems as they are now.
  void draw() {
    removeAll();
    var problems = problems();
    current = Math.clamp(current, 0, Math.max(0, problems.size() - 1));
    setClassName("open", open && !problems.isEmpty());
    var row = new Div();
    row.addClassName("ild-problem-row");
    if (problems.isEmpty()) {
      row.add(Chip.state("No problems", Tone.OK));
    } else {
      var all = new NativeButton("", click -> toggle());
      all.addClassName("ild-problem-count");
      all.setId("problem-count");
      all.getElement().setAttribute("aria-expanded", open);
      var errors = problems.stream().filter(p -> p.severity() == Severity.ERROR).count();
      if (errors > 0) all.add(Chip.state(count(errors, "problem"), Tone.BAD));
      if (problems.size() > errors)
        all.add(Chip.state(count(problems.size() - errors, "warning"), Tone.WARN));
      row.add(all);
      if (!open) row.add(words(problems.get(current)));
    }
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    var keys = new Span("F8 next problem · ? shortcuts");
    keys.addClassNames("il-sub", "ild-keys");
    row.add(spacer, keys);
    add(row);
    if (open && !problems.isEmpty()) {
      var list = new Div();
      list.addClassName("ild-problem-list");
      for (var problem : problems) list.add(words(problem));
      add(list);
    }
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void toggle() {
    open = !open;
    draw();
  }

  private Div words(Problem problem) {
    var row = new Div();
    row.addClassName("ild-problem");
    row.getElement().setAttribute("data-code", problem.code());
    var step = problem.step();
    if (step != null) {
      var link = new NativeButton(name(step), click -> show.accept(step));
      link.addClassName("il-link");
      row.add(link);
    }
    var message = new Span(problem.message());
    message.addClassName("ild-problem-words");
    message.setTitle(problem.message());
    row.add(message);
    var fix = problem.fix();
    if (fix != null && session.editable()) {
      var button = Buttons.plain("fix-" + problem.code(), fix.title(), () -> apply(fix));
      button.addThemeName("small");
      row.add(button);
    }
    return row;
  }

  private String name(String step) {
    if (step.equals(DocumentTree.triggerId(session.document()))) return "Trigger";
    return session.at(step, "/title").asString(step);
  }

  private void apply(Problem.Fix fix) {
    try {
      session.edit(
          new Edit.Patch(DocumentJson.read(fix.patch())), DesignerSession.Origin.ELSEWHERE);
    } catch (IllegalArgumentException | JacksonException refused) {
      Notices.problem(String.valueOf(refused.getMessage()));
    }
  }

  /// Shows the first problem of a step; the one shown stays when it has none.
  void of(String step) {
    var problems = problems();
    if (current < problems.size() && step.equals(problems.get(current).step())) return;
    for (int i = 0; i < problems.size(); i++) {
      if (!step.equals(problems.get(i).step())) continue;
      current = i;
      draw();
      return;
    }
  }

  /// Goes to the next problem and shows its step.
  void next() {
    var problems = problems();
    if (problems.isEmpty()) return;
    if (visited) current = (current + 1) % problems.size();
    visited = true;
    draw();
    var step = problems.get(current).step();
    if (step != null) show.accept(step);
  }
}
