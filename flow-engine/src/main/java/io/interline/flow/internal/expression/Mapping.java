package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import io.interline.flow.internal.expression.MappingException.Kind;
import java.util.ArrayList;
import java.util.List;

/// A compiled JSLT mapping. Safe for use from many threads, and safe to let a tenant write:
/// whatever its source, compiling and evaluating end within [MappingLimits], with a value or a
/// [MappingException]. Neither blocks.
///
/// ```java
/// var mapping = Mapping.compile("{\"total\": sum([for (.order.lines) .qty * .price])}");
/// JsonNode value = mapping.apply(context);
/// ```
///
/// The language is JSLT 0.1.14 with four differences: numbers are exact ([ExactArithmetic]), there
/// is no `import` of files, regular expressions know no look-around and no back-references, and an
/// array or object literal may have some 4,000 elements. It has two functions more, `url-encode`
/// and `raw`.
public final class Mapping {

  private final Expression expression;

  private Mapping(Expression expression) {
    this.expression = expression;
  }

  /// Compiles a source within [MappingLimits#STANDARD].
  ///
  /// @throws MappingException with line and column where they are known
  public static Mapping compile(String source) {
    return compile(source, MappingLimits.STANDARD);
  }

  /// Compiles a source.
  ///
  /// @throws MappingException with line and column where they are known
  public static Mapping compile(String source, MappingLimits limits) {
    WovenLibrary.compiler(); // weaving, when nobody did it yet, is not the mapping's time
    return Sandbox.call(limits, Kind.SYNTAX, () -> compileWithinBudget(source));
  }

  static Mapping compileWithinBudget(String source) {
    int most = Budget.current().limits().sourceChars();
    if (source.length() > most)
      throw MappingException.of(Kind.SIZE, "longer than " + most + " characters");
    try {
      return new Mapping(WovenLibrary.compiler().compile(source, functions()));
    } catch (JsltException e) {
      throw SyntaxFault.of(source, e, Budget.current().position());
    }
  }

  private static List<Function> functions() {
    var functions = new ArrayList<>(new RegexFunctions().all());
    functions.addAll(NumberFunctions.ALL);
    functions.addAll(UrlFunctions.all());
    return functions;
  }

  /// Evaluates within [MappingLimits#STANDARD].
  ///
  /// @return a value that may share nodes with the context and with the mapping: read it, never
  ///     change it
  /// @throws MappingException when the mapping does not fit the context, or spends a limit
  public JsonNode apply(JsonNode context) {
    return apply(context, MappingLimits.STANDARD);
  }

  /// Evaluates.
  ///
  /// @return a value that may share nodes with the context and with the mapping: read it, never
  ///     change it
  /// @throws MappingException when the mapping does not fit the context, or spends a limit
  public JsonNode apply(JsonNode context, MappingLimits limits) {
    return Sandbox.call(
        limits,
        Kind.RUNTIME,
        () -> {
          var result = applyWithinBudget(context);
          TreeWalk.handedOn(result);
          return result;
        });
  }

  /// What of the value may come from what is masked in the context, whatever the context is.
  public Derivation derive(Mask context) {
    return WovenLibrary.compiler().derive(expression, context);
  }

  JsonNode applyWithinBudget(JsonNode context) {
    return expression.apply(context);
  }
}
