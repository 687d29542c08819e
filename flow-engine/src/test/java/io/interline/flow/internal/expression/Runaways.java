package io.interline.flow.internal.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Mappings that would never end, or take all memory or stack, in the library as it is. By name.
final class Runaways {

  private static final List<String> USES_OF_A_HUGE_VALUE =
      List.of(
          "string(X)",
          "to-json(X)",
          "hash-int(X)",
          "X + \"\"",
          "X == (X + [])",
          "flatten(X)",
          "contains(X, [X + []])",
          "index-of([X + []], X)",
          "number(X)",
          "round(X)",
          "X * 2",
          "X < 1",
          "let l = [1] $l[X]",
          "{for ([1]) string(.) : X}",
          "size(X)",
          "error(X)",
          "uppercase(X)",
          "test(X, \"a\")",
          "replace(X, \"a\", \"b\")",
          "split(X, \"a\")",
          "join(X, X)",
          "min(X, 1)",
          "sum(X)",
          "from-json(X)",
          "parse-url(X)",
          "contains(1, [1,2,3,4,5,6,7,8,9,10,11,X])",
          "contains(X, [1,2,3,4,5,6,7,8,9,10,11,12])");

  private static final List<String> REGULAR_EXPRESSIONS =
      List.of(
          "^(.*a){25}$",
          "(.*a){25}x",
          "(a+)+x",
          "(a|a)*x",
          "(a*)*(a*)*(a*)*x",
          "(a|b)*c",
          "a.{900}x",
          "((.{30}){30}){4}x",
          "(?:a?){50}(?:a?){50}x",
          "(a)\\\\1*x",
          "((a{1000}){1000}){1000}",
          "(((a{99}){99}){99}){99}",
          "(?:" + "(|)".repeat(26) + ")(?=y)",
          "((((((((((a?)?)?)?)?)?)?)?)?)?)*x",
          "(".repeat(5000) + ")".repeat(5000),
          "[[a]&&b]",
          "(a|b|c|d|e|f|g|h){400}x",
          "(((((((((((((((((((((a)))))))))))))))))))))*x",
          "\\\\p{L}{900}\\\\p{Greek}x");

  private static final List<String> REGEX_FUNCTIONS =
      List.of(
          "test(.text, R)",
          "size(capture(.text, R))",
          "size(split(.text, R))",
          "size(replace(.text, R, \"-\"))");

  private final Map<String, String> sources = new LinkedHashMap<>();

  private Runaways() {}

  static Map<String, String> all() {
    var all = new Runaways();
    all.recursion();
    all.deepSources();
    all.hugeValues();
    all.longLoops();
    all.regularExpressions();
    all.plainMistakes();
    return all.sources;
  }

  static String named(String name) {
    return Objects.requireNonNull(all().get(name), name);
  }

  /// What the probes are applied to.
  static JsonNode input() {
    var input = JsonNodeFactory.instance.objectNode().put("text", "a".repeat(100_000));
    input.put("zero", 0);
    IntStream.range(0, 30).forEach(input.putArray("list")::add);
    IntStream.range(0, 100_000).forEach(input.putArray("big")::add);
    return input;
  }

  private void recursion() {
    add("unbounded recursion", "def f(n) f($n + 1) f(1)");
    add("mutual recursion", "def f(n) if (true) {\"a\": g([$n])} def g(n) f($n) f(1)");
    add("fib(45)", "def fib(n) if ($n < 2) $n else fib($n - 1) + fib($n - 2) fib(45)");
    add(
        "wide frames",
        "def f(n) "
            + repeated(3_000, i -> "let a" + i + "=1 ")
            + " $n  let x = (.big) size([for ($x) f(.)])");
  }

  private void deepSources() {
    add("10,000 levels of arrays", "[".repeat(10_000) + "]".repeat(10_000));
    add("10,000 levels of objects", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
    add("20,000 parentheses", "(".repeat(20_000) + "1" + ")".repeat(20_000));
    add("8,000 nested if", "if (.a) ".repeat(8_000) + "1");
    add("30,000 plus", "1" + "+1".repeat(30_000));
    add("20,000 plus on input", ".a" + "+.a".repeat(20_000));
    add("20,000 dots", "." + "a.".repeat(20_000) + "a");
    add("20,000 slices", ".a" + "[0]".repeat(20_000));
    add("9,000 and", "1" + " and 1".repeat(9_000));
    add("30,000 pipes", "." + "|.".repeat(30_000));
    add("array literal of 30,000", "[1" + ",1".repeat(30_000) + "]");
    add(
        "object literal of 5,000 keys",
        "{\"a\":1" + repeated(5_000, i -> ",\"k" + i + "\":1") + "}");
    add("comment of 1 MB", "1 //" + "x".repeat(1 << 20));
  }

  private void hugeValues() {
    add("text doubling, folded", doubling("\"aaaaaaaaaaaaaaaa\"", "$p + $p", 40) + "$v39");
    add("text doubling in 26 lines", doubling("\"ab\"", "$p + $p", 26) + "$v25");
    add("text doubling", doubling(".text", "$p + $p", 40) + "$v39");
    add("array doubling", doubling(".list", "$p + $p", 40) + "$v39");
    String laughs = doubling("[1,1]", "[$p,$p]", 40);
    add("shared arrays, result", laughs + "$v39");
    add("shared objects, result", doubling("{\"a\":.zero}", "{\"a\":$p,\"b\":$p}", 40) + "$v39");
    add("shared empty arrays, flatten", doubling("[]", "[$p,$p]", 40) + "flatten($v39)");
    for (var use : USES_OF_A_HUGE_VALUE)
      add("shared arrays in " + use, laughs + use.replace("X", "$v39"));
    add(
        "shared arrays in group-by",
        "import \"http://jslt.schibsted.com/2018/experimental\" as e "
            + laughs
            + "e:group-by([1,2,3], $v39, .)");
    add("text times a billion", "\"abc\" * 1000000000");
    add("text of the input times a billion", ".text * 1000000000");
    add("number of 100,000 digits", "number(\"9\" + replace(.text, \"a\", \"9\"))");
    add("date format of 100 kB", "format-time(1, replace(.text, \"a\", \"y\"))");
    add("join large", "join(.big, .text)");
    add("replace large", "replace(.text, \"a\", .text)");
    add("split large", "let t = .text let x = (.list) [for ($x) split($t, \"\")]");
  }

  private void longLoops() {
    add(
        "loops with nothing to add",
        "let x = (.big) [for ($x) [for ($x) [for ($x) 1 if (false)]]]");
    add("slice from minus a billion", "let l = [1] $l[-1000000000 : 1]");
    add(
        "five loops over 30",
        "let x = (.list) [for ($x) [for ($x) [for ($x) [for ($x) [for ($x) 1]]]]]");
    add(
        "five loops over 30, small result",
        "let x = .list size([for ($x) size([for ($x) size([for ($x)"
            + " size([for ($x) size([for ($x) .])])])])])");
    add(
        "five object loops over 30",
        "let x = (.list) " + "{for ($x) string(.) : ".repeat(5) + "1" + "}".repeat(5));
    add("sums of a large list", "let x = .big size([for ($x) sum($x)])");
    add("searches in a large list", "let x = .big size([for ($x) contains(-1, $x)])");
    add(
        "comparisons of large texts",
        "let x = .big let t = .text size([for ($x) $t + \"a\" == $t + \"b\"])");
  }

  private void regularExpressions() {
    for (var regexp : REGULAR_EXPRESSIONS)
      for (var function : REGEX_FUNCTIONS) {
        String shown = regexp.length() > 40 ? regexp.substring(0, 40) + "…" : regexp;
        add(function.replace("R", shown), function.replace("R", "\"" + regexp + "\""));
      }
    add(
        "many regular expressions",
        "let x = .big size([for ($x) test(.text + \"é\", \"(a|b)*\" + .)])");
  }

  private void plainMistakes() {
    add("import", "import \"x.jslt\" as x 1");
    add("import from the class path", "import \"application.yaml\" as x 1");
    add("literal beyond long", "99999999999999999999");
    add("division by zero", "1 / (.zero)");
    add("division by zero, folded", "let a = 0 1 / $a");
    add("slice out of range", "let l = \"abc\" $l[5 : 2]");
    add("unknown function", "nope(1)");
    add("syntax", "{\"a\": }");
  }

  private void add(String name, String source) {
    if (sources.put(name, source) != null) throw new IllegalArgumentException(name + " twice");
  }

  private static String doubling(String first, String next, int lines) {
    return "let v0 = "
        + first
        + "\n"
        + repeated(lines - 1, i -> "let v" + (i + 1) + " = " + next.replace("$p", "$v" + i) + "\n");
  }

  private static String repeated(int times, IntFunction<String> piece) {
    return IntStream.range(0, times).mapToObj(piece).collect(Collectors.joining());
  }
}
