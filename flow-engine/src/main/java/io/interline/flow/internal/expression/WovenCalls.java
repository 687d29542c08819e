package io.interline.flow.internal.expression;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which calls and methods of the JSLT library get a hook, as data. Calls are spelled as class
/// files spell them: `owner.name:descriptor`.
final class WovenCalls {

  private static final String NODE = "Lcom/fasterxml/jackson/databind/JsonNode;";
  private static final String ARRAY = "com/fasterxml/jackson/databind/node/ArrayNode";
  private static final String OBJECT = "com/fasterxml/jackson/databind/node/ObjectNode";
  private static final String MAPPER = "com/fasterxml/jackson/databind/ObjectMapper";
  private static final String JSLT = "com/schibsted/spt/data/jslt/";
  private static final String STRING = "Ljava/lang/String;";
  private static final String ANY = "Ljava/lang/Object;";
  private static final String BUILDER = "java/lang/StringBuilder";

  /// Calls that [GuardedCalls] takes the place of, by a method of the same name.
  private static final Map<String, String> REPLACED =
      byMethodName(
          ARRAY + ".add:(" + NODE + ")L" + ARRAY + ";",
          ARRAY + ".add:(" + STRING + ")L" + ARRAY + ";",
          ARRAY + ".addAll:(L" + ARRAY + ";)L" + ARRAY + ";",
          OBJECT + ".set:(" + STRING + NODE + ")" + NODE,
          OBJECT + ".setAll:(L" + OBJECT + ";)" + NODE,
          MAPPER + ".createArrayNode:()L" + ARRAY + ";",
          MAPPER + ".createObjectNode:()L" + OBJECT + ";",
          MAPPER + ".readTree:(" + STRING + ")" + NODE,
          MAPPER + ".writeValueAsString:(" + ANY + ")" + STRING,
          MAPPER + ".treeToValue:(Lcom/fasterxml/jackson/core/TreeNode;Ljava/lang/Class;)" + ANY,
          BUILDER + ".append:(" + STRING + ")L" + BUILDER + ";",
          BUILDER + ".append:(" + ANY + ")L" + BUILDER + ";",
          "com/fasterxml/jackson/databind/JsonNode.get:(I)" + NODE,
          "com/fasterxml/jackson/databind/JsonNode.toString:()" + STRING,
          "com/fasterxml/jackson/databind/JsonNode.equals:(" + ANY + ")Z",
          JSLT + "Function.call:(" + NODE + "[" + NODE + ")" + NODE,
          "com/fasterxml/jackson/databind/JsonNode.intValue:()I",
          JSLT + "impl/NodeUtils.parseNumber:(" + STRING + ")" + NODE,
          JSLT + "impl/BuiltinFunctions.getRegexp:(" + STRING + ")Ljava/util/regex/Pattern;",
          "java/lang/String.split:(" + STRING + ")[" + STRING);

  /// Calls whose last argument goes through a method of [GuardedArguments] first.
  private static final Map<String, String> FILTERED =
      Map.ofEntries(
          entry("com/fasterxml/jackson/databind/node/TextNode.<init>:(" + STRING + ")V", "text"),
          entry("com/fasterxml/jackson/databind/node/DoubleNode.<init>:(D)V", "finite"),
          entry("java/math/BigInteger.<init>:(" + STRING + ")V", "digits"),
          entry("java/text/SimpleDateFormat.<init>:(" + STRING + ")V", "dateFormat"),
          entry("java/util/Set.add:(" + ANY + ")Z", "key"),
          entry("java/util/Set.contains:(" + ANY + ")Z", "key"),
          entry("java/util/Map.get:(" + ANY + ")" + ANY, "key"),
          entry(JSLT + "impl/Scope.enterFunction:(I)V", "frame"));

  /// Replacements that have a variant which takes the scope, for callers that have one.
  private static final Set<String> SCOPED =
      Set.of("add", "get", "set", "createArrayNode", "createObjectNode", "call");

  /// Methods of the compiler that recurse, with their weight on the depth. A level of `Expr` is
  /// nine frames, an element of an array is one.
  private static final Map<String, Integer> RECURSIVE =
      Map.ofEntries(
          entry("JsltParser.Expr", 40),
          entry("JsltParser.OrExpr", 2),
          entry("JsltParser.AndExpr", 2),
          entry("JsltParser.ChainLink", 2),
          entry("JsltParser.ArrayElem", 2),
          entry("JsltParser.Pair", 2),
          entry("ParserImpl.buildDotChain", 2),
          entry("ParserImpl.collectPairs", 2),
          entry("ParserImpl.collectMatcher", 2),
          entry("BuiltinFunctions$Flatten.flatten", 2),
          entry("DotExpression.checkOk", 2));

  private static final Set<String> COMPILER_PASSES =
      Set.of("optimize", "prepare", "computeMatchContexts");

  /// Their `apply` is not charged: it takes no longer than the source is long, and what they
  /// delegate to is charged.
  private static final Set<String> LEAVES =
      Set.of(
          "LiteralExpression",
          "VariableExpression",
          "DotExpression",
          "PairExpression",
          "LetExpression",
          "MatcherExpression");

  /// What [ExactArithmetic] does in place of a method, or before it for numbers.
  enum Exact {
    NO(""),
    OPERATION("perform"),
    ORDER("compare"),
    EQUALITY("equal");

    private final String method;

    Exact(String method) {
      this.method = method;
    }

    String method() {
      return method;
    }
  }

  private static final Map<String, Exact> EXACT =
      Map.of(
          "NumericOperator.perform(" + NODE + NODE + ")" + NODE,
          Exact.OPERATION,
          "DivideOperator.perform(" + NODE + NODE + ")" + NODE,
          Exact.OPERATION,
          "ComparisonOperator.compare(" + NODE + NODE + "L" + JSLT + "impl/Location;)D",
          Exact.ORDER,
          "EqualsComparison.equals(" + NODE + NODE + ")Z",
          Exact.EQUALITY);

  private WovenCalls() {}

  /// @param method as `Class.name` and descriptor
  static Exact exact(String method) {
    return EXACT.getOrDefault(method, Exact.NO);
  }

  /// Whether the literals of a class become exact decimals: `new DoubleNode(parseDouble(image))`
  /// becomes [GuardedNumbers#literal]`(image)`.
  static boolean hasLiterals(String type) {
    return type.equals("ParserImpl");
  }

  /// Name of the method of [GuardedCalls], or the empty text.
  static String replacement(String call) {
    return REPLACED.getOrDefault(call, "");
  }

  /// Name of the method of [GuardedArguments], or the empty text.
  static String filter(String call) {
    return FILTERED.getOrDefault(call, "");
  }

  /// Whether a replacement can take the caller's scope.
  static boolean isScoped(String replacement) {
    return SCOPED.contains(replacement);
  }

  /// Whether a method evaluates a node of a mapping.
  static boolean evaluates(String type, String method, String descriptor) {
    return method.equals("apply")
        && !LEAVES.contains(type)
        && descriptor.startsWith("(L" + JSLT + "impl/Scope;");
  }

  /// Weight of a recursive method of the compiler; 0 for all others.
  static int weight(String type, String method) {
    return COMPILER_PASSES.contains(method)
        ? Budget.NODE
        : RECURSIVE.getOrDefault(type + "." + method, 0);
  }

  private static Map<String, String> byMethodName(String... calls) {
    var names = new HashMap<String, String>();
    Arrays.stream(calls)
        .forEach(call -> names.put(call, call.substring(call.indexOf('.') + 1, call.indexOf(':'))));
    return Map.copyOf(names);
  }
}
