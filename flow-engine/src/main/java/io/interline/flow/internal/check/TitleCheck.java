package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import io.interline.flow.Problem;
import io.interline.flow.definition.Step;
import io.interline.tenant.TextRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Titles that are no names: of several lines, or with characters that nobody sees. Versions that
/// were published before this rule still run, so it is no rule of the format.
final class TitleCheck {

  private TitleCheck() {}

  static void check(Outline.Placed placed, List<Problem> problems) {
    var step = placed.step();
    check(step, step.head().title(), placed.at(), problems);
    if (step instanceof Step.Switch choice) {
      var ways = placed.at().appendProperty("switch");
      for (int i = 0; i < choice.cases().size(); i++)
        check(step, choice.cases().get(i).title(), ways.appendIndex(i), problems);
    }
    if (step instanceof Step.Parallel parallel) {
      var ways = placed.at().appendProperty("parallel").appendProperty("branches");
      for (int i = 0; i < parallel.branches().size(); i++)
        check(step, parallel.branches().get(i).title(), ways.appendIndex(i), problems);
    }
  }

  private static void check(
      Step step, @Nullable String title, JsonPointer at, List<Problem> problems) {
    if (title == null) return;
    TextRules.problemOfName(title)
        .ifPresent(
            problem ->
                problems.add(
                    Problem.error(
                        "title-invalid",
                        at.appendProperty("title"),
                        step.id(),
                        "The title " + problem + ". Remove it.")));
  }
}
