package io.interline.ui.elements;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import io.interline.flow.Runs.Attempt;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What helps to see why a step failed: the expression with the place in it, and what the other
/// system answered to each attempt.
public final class FailedStep {

  private static final Set<String> OF_THE_STEP = Set.of("mapping", "validation");
  private static final Pattern PLACE =
      Pattern.compile("\\(line (\\d{1,5}), column (\\d{1,5})\\)(?: in (/\\S+))?");
  private static final int LINES_AROUND = 2;
  private static final int LONGEST_LINE = 200;

  /// Where a block has its expression when an error says no pointer.
  private static final List<String> SOURCES =
      List.of("/map", "/validate/value", "/forEach", "/until", "/switch/0/when", "/stop/message");

  private FailedStep() {}

  /// What the input of a step is called: one that failed before it had an input shows what it read.
  public static String inputTitle(StepRun step) {
    return failedItself(step) ? "Data it read" : "Input";
  }

  /// What to say in the place of an output that is not there.
  public static String noOutput(StepRun step) {
    return step.status() == StepStatus.FAILED ? "None: the step failed." : "None yet.";
  }

  private static boolean failedItself(StepRun step) {
    if (step.status() != StepStatus.FAILED || step.attempts().isEmpty()) return false;
    var errorClass = step.attempts().getLast().errorClass();
    return errorClass != null && OF_THE_STEP.contains(errorClass);
  }

  /// The lines of the expression around the place that the error names, with a mark under it;
  /// empty when the error names none, or the step has no such place.
  ///
  /// @param step as it stands in the document
  public static Optional<Component> expression(JsonNode step, StepRun run) {
    var error = run.error();
    if (error == null || !failedItself(run)) return Optional.empty();
    var place = PLACE.matcher(error);
    if (!place.find()) return Optional.empty();
    var source = source(step, place.group(3));
    int line = Integer.parseInt(place.group(1));
    int column = Integer.parseInt(place.group(2));
    return source.flatMap(text -> marked(text, line, column)).map(FailedStep::code);
  }

  private static Optional<String> source(JsonNode step, @Nullable String pointer) {
    if (pointer != null) return text(step.at("/with" + pointer)).or(() -> text(step.at(pointer)));
    for (var place : SOURCES) {
      var text = text(step.at(place));
      if (text.isPresent()) return text;
    }
    return Optional.empty();
  }

  private static Optional<String> text(JsonNode value) {
    return value.isString() ? Optional.of(value.asString()) : Optional.empty();
  }

  private static Optional<String> marked(String source, int line, int column) {
    var lines = source.split("\n", -1);
    if (line < 1 || line > lines.length || column < 1 || column > lines[line - 1].length() + 1)
      return Optional.empty();
    int width = String.valueOf(Math.min(lines.length, line + LINES_AROUND)).length();
    var shown = new ArrayList<String>();
    int last = Math.min(lines.length, line + LINES_AROUND);
    // A long line is shown from before the place on.
    int from = column <= LONGEST_LINE ? 0 : column - LONGEST_LINE / 2;
    for (int number = Math.max(1, line - LINES_AROUND); number <= last; number++) {
      String text = lines[number - 1];
      int begin = Math.min(from, text.length());
      String part = text.substring(begin, Math.min(text.length(), begin + LONGEST_LINE));
      shown.add(String.format(java.util.Locale.ROOT, "%" + width + "d │ %s", number, part));
      if (number == line)
        shown.add(" ".repeat(width) + " │ " + " ".repeat(column - 1 - from) + "▲");
    }
    return Optional.of(String.join("\n", shown));
  }

  private static Component code(String text) {
    var code = new Pre(text);
    code.setId("failed-expression");
    code.addClassNames("il-code", "il-expression");
    code.getElement().setAttribute("tabindex", "0");
    code.getElement().setAttribute("role", "group").setAttribute("aria-label", "Expression");
    return code;
  }

  /// What the other system answered to each attempt that failed; the last one is open.
  public static List<Component> answers(List<Attempt> attempts) {
    var answers = new ArrayList<Component>();
    for (var attempt : attempts) {
      var answer = attempt.answer();
      if (answer == null) continue;
      var json = new JsonText(answer);
      var box = new Div(json);
      box.addClassName("il-answer");
      var details = new Details("Answer to attempt " + attempt.number(), box);
      details.setId("answer-" + attempt.number());
      details.setOpened(attempt == attempts.getLast());
      answers.add(details);
    }
    return answers;
  }
}
