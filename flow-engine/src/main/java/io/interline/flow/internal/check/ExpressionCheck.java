package io.interline.flow.internal.check;

import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Fix;
import io.interline.flow.definition.FlowDocument.Trigger;
import io.interline.flow.definition.Names;
import io.interline.flow.definition.Step;
import io.interline.flow.internal.check.ContextReferences.Reference;
import io.interline.flow.internal.check.Outline.Placed;
import io.interline.flow.internal.check.Sources.Kind;
import io.interline.flow.internal.check.Sources.Source;
import io.interline.flow.internal.expression.Condition;
import io.interline.flow.internal.expression.Mapping;
import io.interline.flow.internal.expression.MappingException;
import io.interline.flow.internal.expression.Template;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compiles the expressions of a document and looks whether they refer to steps that they can see.
final class ExpressionCheck {

  /// Each expression has its own limits; this bounds a document full of costly ones.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Set<String> ids;
  private final List<Problem> problems;
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();
  private boolean gaveUp;

  /// @param ids of all steps and the trigger
  ExpressionCheck(Set<String> ids, List<Problem> problems) {
    this.ids = ids;
    this.problems = problems;
  }

  void check(Placed placed) {
    for (var source : Sources.of(placed)) {
      compile(placed.step().id(), source);
      if (gaveUp) return;
      references(placed.step().id(), seen(placed, source), source);
    }
  }

  /// The keys of a trigger, which see the message alone.
  void check(Trigger trigger) {
    var sees = Set.of(trigger.id());
    for (var source : Sources.of(trigger)) {
      compile(null, source);
      if (gaveUp) return;
      references(null, sees, source);
    }
  }

  private void compile(@Nullable String step, Source source) {
    if (System.nanoTime() > deadline) {
      giveUp(step, source);
      return;
    }
    try {
      switch (source.kind()) {
        case MAPPING -> Mapping.compile(source.text());
        case TEMPLATE -> Template.compile(TextNode.valueOf(source.text()));
        case CONDITION -> Condition.compile(source.text());
      }
    } catch (MappingException e) {
      String code = e.isLimit() ? "expression-too-large" : "expression-syntax";
      problems.add(Problem.error(code, source.at(), step, "The expression is wrong: " + said(e)));
    }
  }

  private void giveUp(@Nullable String step, Source source) {
    if (!gaveUp)
      problems.add(
          Problem.error(
              "expression-too-large",
              source.at(),
              step,
              "The flow's expressions take too long to compile. Make them simpler, or split the flow."));
    gaveUp = true;
  }

  /// The first line: what the parser expected instead fills a page.
  private static String said(MappingException e) {
    String reason = e.reason().lines().findFirst().orElse("it cannot be read");
    return e.line() > 0 ? reason + " (line " + e.line() + ", column " + e.column() + ")" : reason;
  }

  private void references(@Nullable String step, Set<String> sees, Source source) {
    var references =
        source.kind() == Kind.MAPPING
            ? ContextReferences.ofMapping(source.text())
            : ContextReferences.ofTemplate(source.text());
    for (var reference : references)
      if (!sees.contains(reference.name())) outOfSight(step, sees, source, reference);
  }

  /// A repeat looks at what its own last turn put out.
  private static Set<String> seen(Placed placed, Source source) {
    if (!(placed.step() instanceof Step.Repeat) || source.kind() != Kind.CONDITION)
      return placed.sees();
    var own = new HashSet<>(placed.sees());
    own.add(placed.step().id());
    return own;
  }

  private void outOfSight(
      @Nullable String step, Set<String> sees, Source source, Reference reference) {
    String name = reference.name();
    boolean exists = ids.contains(name);
    String code = exists ? "reference-out-of-sight" : "reference-unknown";
    var meant = Names.closest(name, sees).filter(_ -> !exists);
    String message =
        exists ? outOfSightMessage(step, name) : unknownMessage(name, meant.orElse(""));
    var problem =
        reference.certain()
            ? Problem.error(code, source.at(), step, message)
            : Problem.warning(code, source.at(), step, message);
    problems.add(
        problem.with(
            meant
                .map(
                    m -> Fix.replace("Change to ." + m, source.at(), renamed(source, reference, m)))
                .orElse(null)));
  }

  private static String outOfSightMessage(@Nullable String step, String name) {
    return name.equals(step)
        ? "The step refers to its own output, ." + name + ", which is not there yet."
        : "."
            + name
            + " has no output here: that step comes later, or stands in another branch. Move it before"
            + " this one.";
  }

  private static String unknownMessage(String name, String meant) {
    String message = "There is no step or trigger '" + name + "'.";
    if (!meant.isEmpty()) message += " Did you mean ." + meant + "?";
    if (name.contains("-")) message += " A dash belongs to the name; put spaces around a minus.";
    return message;
  }

  private static String renamed(Source source, Reference reference, String name) {
    int end = reference.at() + reference.name().length();
    return source.text().substring(0, reference.at()) + name + source.text().substring(end);
  }
}
