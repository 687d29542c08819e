package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.flow.internal.expression.MappingException.Kind;
import io.interline.tenant.TextRules;
import java.math.BigDecimal;

/// Measures a value before something walks or writes all of it. A mapping may build a small graph
/// that is a huge tree (`let b = [$a, $a]`, forty times): such a value is refused here.
final class TreeWalk {

  private static final int MAX_LEVELS = 500;

  private final Budget budget;
  private int nodesLeft;
  private final boolean checksTexts;
  private int charsLeft;

  private TreeWalk(Budget budget, int maxChars, boolean checksTexts) {
    this.budget = budget;
    this.checksTexts = checksTexts;
    this.nodesLeft = budget.limits().resultNodes();
    this.charsLeft = maxChars;
  }

  /// Charges a walk over a value that is handed on to the flow, where it is kept, sent and shown: a
  /// text in it that cannot be is refused here.
  static void handedOn(JsonNode value) {
    var budget = Budget.current();
    new TreeWalk(budget, budget.limits().resultChars(), true).visit(value, 0);
  }

  /// Charges a walk over a value that stays within the mapping.
  static void result(JsonNode value) {
    var budget = Budget.current();
    new TreeWalk(budget, budget.limits().resultChars(), false).visit(value, 0);
  }

  /// Charges a walk over a value that becomes a text.
  static void text(JsonNode value) {
    var budget = Budget.current();
    new TreeWalk(budget, budget.limits().textChars(), false).visit(value, 0);
  }

  private void visit(JsonNode value, int level) {
    if (--nodesLeft < 0)
      throw budget.stop(
          Kind.SIZE, "makes a value of more than " + budget.limits().resultNodes() + " nodes");
    if (value instanceof TextNode text) {
      take(text.textValue());
    } else if (value instanceof DecimalNode number) {
      take(digits(number.decimalValue()));
    } else if (value instanceof ContainerNode<?> container) {
      if (level > MAX_LEVELS)
        throw budget.stop(Kind.DEPTH, "makes a value nested deeper than " + MAX_LEVELS + " levels");
      budget.burn(1 + (container.size() >> 2));
      visitChildren(container, level + 1);
    }
  }

  private void visitChildren(ContainerNode<?> container, int level) {
    if (container instanceof ArrayNode array) {
      for (int i = 0, size = array.size(); i < size; i++) visit(array.get(i), level);
    } else {
      for (var field : container.properties()) {
        take(field.getKey());
        visit(field.getValue(), level);
      }
    }
  }

  private void take(String text) {
    take(text.length());
    if (checksTexts && !TextRules.isSound(text))
      throw MappingException.of(
          Kind.RUNTIME, "makes a text that " + TextRules.problem(text).orElse("cannot be kept"));
  }

  /// As many as its plain digits take at most.
  private static int digits(BigDecimal number) {
    return (int)
        Math.min(Integer.MAX_VALUE, (long) number.precision() + Math.abs((long) number.scale()));
  }

  private void take(int chars) {
    if ((charsLeft -= chars) < 0)
      throw budget.stop(Kind.SIZE, "makes a value of too many characters");
  }
}
