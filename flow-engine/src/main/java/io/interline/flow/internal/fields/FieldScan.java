package io.interline.flow.internal.fields;

import io.interline.flow.internal.expression.JsltTokens;
import io.interline.flow.internal.expression.JsltTokens.Token;
import io.interline.flow.internal.fields.Shape.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Walks one JSLT source by its grammar and follows each path through the data, also where `.` is
/// the item of a loop, the left side of `|`, or in a variable.
final class FieldScan {

  private static final Set<String> OPERATORS =
      Set.of("==", "!=", ">=", "<=", ">", "<", "+", "-", "*", "/", "and", "or");
  private static final int MAX_DEPTH = 200;

  /// What `.` is in a function: whatever it was where it is called.
  private static final Shape IN_FUNCTION = new SampleShape(List.of());

  /// The source is not what this grammar says, so that nothing is said of the rest.
  private static final class Lost extends RuntimeException {
    Lost() {
      super("", null, false, false);
    }
  }

  private final List<Token> tokens;
  private final ContextShape context;
  private final FieldFindings findings;
  private final List<Integer> wholes = new ArrayList<>();
  private Map<String, Shape> variables = new HashMap<>();
  private int at;
  private int depth;

  FieldScan(String source, ContextShape context) {
    this.tokens = JsltTokens.of(source).all();
    this.context = context;
    this.findings = new FieldFindings(context);
  }

  FieldUse use() {
    try {
      body(context);
    } catch (Lost _) {
      // What was found before stands.
    }
    return new FieldUse(findings.all(), wholes);
  }

  private Shape body(Shape dot) {
    definitions(dot);
    return expression(dot);
  }

  private void definitions(Shape dot) {
    while (is("let") || is("def")) {
      boolean function = next().text().equals("def");
      String name = next().text();
      if (function) function();
      else {
        expect("=");
        variables.put("$" + name, expression(dot));
      }
    }
  }

  private void function() {
    var outside = variables;
    variables = new HashMap<>(outside);
    expect("(");
    while (!is(")")) {
      variables.put("$" + next().text(), Shape.UNKNOWN);
      if (is(",")) next();
    }
    expect(")");
    body(IN_FUNCTION);
    variables = outside;
  }

  private Shape expression(Shape dot) {
    if (++depth > MAX_DEPTH) throw new Lost();
    var value = operations(dot);
    while (is("|")) {
      next();
      value = operations(value);
    }
    depth--;
    return value;
  }

  private Shape operations(Shape dot) {
    var value = operand(dot);
    while (OPERATORS.contains(text())) {
      next();
      operand(dot);
      value = Shape.UNKNOWN;
    }
    return value;
  }

  private Shape operand(Shape dot) {
    var token = next();
    String text = token.text();
    return switch (text) {
      case "(" -> {
        var value = expression(dot);
        expect(")");
        yield value;
      }
      case "[" -> list(dot);
      case "{" -> object(dot);
      case "if" -> choice(dot);
      case "-" -> operand(dot);
      default -> {
        if (text.startsWith(".")) {
          at--;
          yield path(dot, dot == context ? "" : null);
        }
        if (text.startsWith("$")) yield steps(findings.variable(token, variables.get(text)), text);
        yield token.isWord() ? call(text, dot) : Shape.UNKNOWN;
      }
    };
  }

  /// A path that begins with a dot; without names it is the dot itself.
  private Shape path(Shape dot, @Nullable String words) {
    var first = tokens.get(at);
    boolean bare = first.text().equals(".") && !isName(at + 1);
    if (!bare) return steps(dot, words);
    next();
    if (is("[")) return steps(dot, words);
    if ((dot == context || dot == IN_FUNCTION) && !is("|")) wholes.add(first.at());
    return dot;
  }

  private Shape call(String name, Shape dot) {
    expect("(");
    // Who gives another value for one that is missing knows that it may be.
    if (name.equals("fallback")) findings.tolerate(true);
    while (!is(")")) {
      expression(dot);
      if (is(",")) next();
    }
    if (name.equals("fallback")) findings.tolerate(false);
    expect(")");
    return steps(Shape.UNKNOWN, name);
  }

  /// The `.name` and `[…]` that follow.
  ///
  /// @param words the path so far; absent for one within another value than the context
  private Shape steps(Shape from, @Nullable String words) {
    var shape = from;
    String path = words == null ? "" : words;
    boolean first = true;
    while (true) {
      if (text().startsWith(".")) {
        var token = next();
        boolean split = token.text().equals(".");
        if (split && !isName(at)) return shape;
        var name = split ? next() : new Token(token.text().substring(1), token.at() + 1);
        shape = findings.step(shape, path, name, first && words == null);
        path += "." + name.text();
      } else if (is("[")) {
        shape = index(shape);
        path += "[…]";
      } else {
        return shape;
      }
      first = false;
    }
  }

  private Shape index(Shape shape) {
    expect("[");
    boolean slice = false;
    // An index is worked out in the dot around, of which nothing is said here.
    if (!is(":")) expression(Shape.UNKNOWN);
    if (is(":")) {
      slice = true;
      next();
      if (!is("]")) expression(Shape.UNKNOWN);
    }
    expect("]");
    if (shape.kind() != Kind.LIST) return Shape.UNKNOWN;
    return slice ? shape : shape.items();
  }

  private Shape list(Shape dot) {
    if (is("for")) {
      loop(dot, false);
      expect("]");
      return Shape.UNKNOWN;
    }
    while (!is("]")) {
      expression(dot);
      if (is(",")) next();
    }
    expect("]");
    return Shape.UNKNOWN;
  }

  private void loop(Shape dot, boolean keyed) {
    next();
    expect("(");
    var item = expression(dot).items();
    expect(")");
    var outside = variables;
    variables = new HashMap<>(outside);
    definitions(item);
    expression(item);
    if (keyed) {
      expect(":");
      expression(item);
    }
    if (is("if")) {
      next();
      expect("(");
      expression(item);
      expect(")");
    }
    variables = outside;
  }

  private Shape object(Shape dot) {
    if (is("for")) {
      loop(dot, true);
      expect("}");
      return Shape.UNKNOWN;
    }
    var outside = variables;
    variables = new HashMap<>(outside);
    definitions(dot);
    while (!is("}")) {
      if (is("*")) others(dot);
      else {
        expression(dot);
        expect(":");
        expression(dot);
      }
      if (is(",")) next();
    }
    variables = outside;
    expect("}");
    return Shape.UNKNOWN;
  }

  /// `* - a, b : …`: all other fields of the dot.
  private void others(Shape dot) {
    var star = next();
    if (dot == context || dot == IN_FUNCTION) wholes.add(star.at());
    while (!is(":")) next();
    next();
    expression(Shape.UNKNOWN);
  }

  private Shape choice(Shape dot) {
    expect("(");
    expression(dot);
    expect(")");
    var outside = variables;
    variables = new HashMap<>(outside);
    body(dot);
    variables = new HashMap<>(outside);
    if (is("else")) {
      next();
      body(dot);
    }
    variables = outside;
    return Shape.UNKNOWN;
  }

  private boolean isName(int index) {
    if (index >= tokens.size()) return false;
    var token = tokens.get(index);
    return token.isWord() || token.text().startsWith("\"");
  }

  private String text() {
    return at < tokens.size() ? tokens.get(at).text() : "";
  }

  private boolean is(String text) {
    return text().equals(text);
  }

  private Token next() {
    if (at >= tokens.size()) throw new Lost();
    return tokens.get(at++);
  }

  private void expect(String text) {
    if (!next().text().equals(text)) throw new Lost();
  }
}
