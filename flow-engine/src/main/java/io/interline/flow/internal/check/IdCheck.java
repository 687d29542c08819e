package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Fix;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.Names;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Ids that stand twice, pointers that name nothing, steps that nothing leads to.
final class IdCheck {

  private IdCheck() {}

  /// Ids of the trigger and all steps.
  static Set<String> ids(FlowDocument document, Outline outline) {
    var ids = new LinkedHashSet<String>();
    ids.add(document.trigger().id());
    for (var placed : outline.steps()) ids.add(placed.step().id());
    return ids;
  }

  static void check(FlowDocument document, Outline outline, List<Problem> problems) {
    var ids = ids(document, outline);
    duplicates(document, outline, ids, problems);
    for (var placed : outline.unreachable())
      problems.add(
          Problem.warning(
              "step-unreachable",
              placed.at(),
              placed.step().id(),
              "The flow always stops before this step. Move it up, or remove it."));
    redact(document, ids, problems);
  }

  private static void duplicates(
      FlowDocument document, Outline outline, Set<String> ids, List<Problem> problems) {
    var seen = new HashSet<String>();
    seen.add(document.trigger().id());
    var taken = new HashSet<>(ids);
    for (var placed : outline.steps()) {
      String id = placed.step().id();
      if (seen.add(id)) continue;
      String free = free(id, taken);
      taken.add(free);
      var at = placed.at().appendProperty("id");
      problems.add(
          Problem.error(
                  "id-duplicate",
                  at,
                  id,
                  "Another step or the trigger has the id '" + id + "' too. Give this one its own.")
              .with(Fix.replace("Change to '" + free + "'", at, free)));
    }
  }

  private static String free(String id, Set<String> taken) {
    int number = 2;
    while (taken.contains(id + number)) number++;
    return id + number;
  }

  private static void redact(FlowDocument document, Set<String> ids, List<Problem> problems) {
    for (int i = 0; i < document.redact().size(); i++) {
      var pointer = JsonPointer.compile(document.redact().get(i));
      String first = pointer.getMatchingProperty();
      if (ids.contains(first)) continue;
      var at = JsonPointer.compile("/redact").appendIndex(i);
      var meant = Names.closest(first, ids);
      problems.add(
          Problem.warning(
                  "redact-nowhere",
                  at,
                  null,
                  "'"
                      + pointer
                      + "' hides nothing: it must begin with the id of the trigger or of a step, for"
                      + " example /"
                      + document.trigger().id()
                      + "/email.")
              .with(
                  meant
                      .map(m -> "/" + m + pointer.tail())
                      .map(m -> Fix.replace("Change to " + m, at, m))
                      .orElse(null)));
    }
  }
}
