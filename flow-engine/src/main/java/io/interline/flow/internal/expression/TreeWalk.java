package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.flow.internal.expression.MappingException.Kind;

/// Measures a value before something walks or writes all of it. A mapping may build a small graph
/// that is a huge tree (`let b = [$a, $a]`, forty times): such a value is refused here.
final class TreeWalk {

  private static final int MAX_LEVELS = 500;

  private final Budget budget;
  private int nodesLeft;
  private int charsLeft;

  private TreeWalk(Budget budget, int maxChars) {
    this.budget = budget;
    this.nodesLeft = budget.limits().resultNodes();
    this.charsLeft = maxChars;
  }

  /// Charges a walk over a value that is handed on.
  static void result(JsonNode value) {
    var budget = Budget.current();
    new TreeWalk(budget, budget.limits().resultChars()).visit(value, 0);
  }

  /// Charges a walk over a value that becomes a text.
  static void text(JsonNode value) {
    var budget = Budget.current();
    new TreeWalk(budget, budget.limits().textChars()).visit(value, 0);
  }

  private void visit(JsonNode value, int level) {
    if (--nodesLeft < 0)
      throw budget.stop(
          Kind.SIZE, "makes a value of more than " + budget.limits().resultNodes() + " nodes");
    if (value instanceof TextNode text) {
      take(text.textValue().length());
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
        take(field.getKey().length());
        visit(field.getValue(), level);
      }
    }
  }

  private void take(int chars) {
    if ((charsLeft -= chars) < 0)
      throw budget.stop(Kind.SIZE, "makes a value of too many characters");
  }
}
