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
import io.interline.flow.internal.expression.DoubledDots;
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
  private final DataCheck data;
  private final List<Problem> problems;
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();
  private boolean gaveUp;

  /// @param ids of all steps and the trigger
  ExpressionCheck(Set<String> ids, DataCheck data, List<Problem> problems) {
    this.ids = ids;
    this.data = data;
    this.problems = problems;
  }

  void check(Placed placed) {
    for (var source : Sources.of(placed)) {
      boolean compiles = compile(placed.step().id(), source);
      if (gaveUp) return;
      var sees = seen(placed, source);
      references(placed.step().id(), sees, source);
      if (compiles) data.check(placed.step().id(), sees, source);
    }
  }

  /// The keys of a trigger, which see the message alone.
  void check(Trigger trigger) {
    var sees = Set.of(trigger.id());
    for (var source : Sources.of(trigger)) {
      boolean compiles = compile(null, source);
      if (gaveUp) return;
      references(null, sees, source);
      if (compiles) data.check(null, sees, source);
    }
  }

  private boolean compile(@Nullable String step, Source source) {
    if (System.nanoTime() > deadline) {
      giveUp(step, source);
      return false;
    }
    try {
      switch (source.kind()) {
        case MAPPING -> {
          DoubledDots.refuse(source.text());
          Mapping.compile(source.text());
        }
        case TEMPLATE -> {
          DoubledDots.refuseInTemplate(source.text());
          Template.compile(TextNode.valueOf(source.text()));
        }
        case CONDITION -> {
          DoubledDots.refuseInTemplate(source.text());
          Condition.compile(source.text());
        }
      }
      return true;
    } catch (MappingException e) {
      String code = e.isLimit() ? "expression-too-large" : "expression-syntax";
      problems.add(
          Problem.error(code, source.at(), step, "The expression is wrong: " + said(e))
              .with(oneDot(source)));
      return false;
    }
  }

  private static @Nullable Fix oneDot(Source source) {
    try {
      String text = source.text();
      int at = source.kind() == Kind.MAPPING ? DoubledDots.in(text) : DoubledDots.inTemplate(text);
      if (at < 0) return null;
      return Fix.replace(
          "Write one dot", source.at(), text.substring(0, at) + text.substring(at + 1));
    } catch (MappingException _) {
      return null;
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

  private static String said(MappingException e) {
    return e.line() > 0
        ? e.reason() + " (line " + e.line() + ", column " + e.column() + ")."
        : e.reason() + ".";
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
