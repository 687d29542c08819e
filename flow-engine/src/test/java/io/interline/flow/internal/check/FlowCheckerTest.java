package io.interline.flow.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.flow.FlowId;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Fix;
import io.interline.flow.Problem.Severity;
import io.interline.flow.definition.Corpus;
import io.interline.flow.definition.Corpus.Sample;
import io.interline.flow.internal.check.FlowChecker.Checked;
import io.interline.tenant.Caller;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FlowCheckerTest {

  private static final Caller CALLER =
      Caller.system(new TenantId(UUID.fromString("00000000-0000-7000-8000-000000000001")), "test");

  private final FlowChecker checker = checker();

  private static FlowChecker checker() {
    var catalog = new FakeCatalog();
    var schemas = new OperationSchemas(catalog);
    var connections = new FakeConnections();
    TenantScope.run(
        CALLER,
        () -> {
          connections.bind("both", "http", Environment.values());
          connections.bind("erp", "http", Environment.DEVELOPMENT);
          connections.bind("signed", "webhook", Environment.values());
        });
    return new FlowChecker(
        new OperationCheck(catalog, new FakeOperations(), schemas, Clock.systemUTC()),
        new AliasCheck(connections, new ConnectionAliases(schemas)),
        new BlockCheck(() -> Set.of(new FlowId("notify-customer"))));
  }

  static List<Sample> samples() {
    return Corpus.checks();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void saysWhatIsWrongAndWhere(Sample sample) {
    var problems = check(Corpus.whole(sample)).problems();

    if (sample.code().isEmpty()) {
      assertThat(problems).isEmpty();
      return;
    }
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(sample.code());
              assertThat(problem.pointer()).isEqualTo(sample.pointer());
              assertThat(problem.severity())
                  .isEqualTo(
                      sample.title().endsWith("WARNING") ? Severity.WARNING : Severity.ERROR);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [ {id: a, map: ".oder.id + .oder.no"} ]                                  | Change to .order           | .order.id + .oder.no
          [ {id: a, map: .}, {id: a, map: .} ]                                     | Change to 'a2'             | a2
          [ {id: a, use: core@1/lg, with: {message: x}} ]                          | Change to 'core@1/log'     | core@1/log
          [ {id: a, use: http@1/request, connection: bot, with: {path: /}} ]        | Change to 'both'           | both
          [ {id: a, map: "[..order.id]"} ]                                         | Write one dot              | [.order.id]
          [ {id: a, use: core@1/log, with: {message: "${. .order}"}} ]             | Write one dot              | ${. order}
          [ {id: a, flow: notify-custmer, with: {}} ]                              | Change to 'notify-customer' | notify-customer
          [ {id: a, flow: notify-custmer@3, with: {}} ]                            | Change to 'notify-customer' | notify-customer@3
          [ {id: a, use: http@1/request, connection: both, with: {path: /, method: PST}} ] | Change to 'POST'    | POST
          [ {id: a, use: http@1/request, connection: both, with: {path: "${.order.link}"}} ] | Say that it is meant   | ${raw(.order.link)}
          """)
  void offersToMendIt(String steps, String title, String value) {
    var fix = check(Corpus.whole("steps: " + steps)).problems().getFirst().fix();

    assertThat(fix).isNotNull().extracting(Fix::title).isEqualTo(title);
    assertThat(fix).extracting(Fix::patch).asString().contains("\"value\":\"" + value + "\"");
  }

  @Test
  void saysLineAndColumnOfAWrongExpression() {
    var problem =
        check(Corpus.whole("steps: [ { id: a, map: \"{\\n  \\\"n\\\": .order. }\" } ]"))
            .problems()
            .getFirst();

    assertThat(problem.step()).isEqualTo("a");
    assertThat(problem.message()).contains("line 2, column");
  }

  @Test
  void saysLineAndColumnOfAlmostJson() {
    var problem =
        check(
                Corpus.whole(
                    "steps: [ { id: a, respond: { status: 200, body: \"{\\n  \\\"n\\\": 1,\\n}\" } } ]"))
            .problems()
            .getFirst();

    assertThat(problem.message())
        .contains("No comma may stand before '}'.", "line 2, column 9")
        .contains("text/plain");
  }

  @Test
  void keepsJsonAsJsonWhenAskedTo() {
    var fix =
        check(
                Corpus.whole(
                    "steps: [ { id: a, respond: { status: 200, body: \"{ \\\"n\\\": ${.order.n} }\" } } ]"))
            .problems()
            .getFirst()
            .fix();

    assertThat(fix).extracting(Fix::patch).asString().contains("\"value\":{\"n\":\"${.order.n}\"}");
  }

  @Test
  void groupByLooksUpItsKeysInEachItem() {
    var checked =
        check(
            Corpus.whole(
                """
                steps:
                  - id: a
                    map: |
                      import "http://jslt.schibsted.com/2018/experimental" as exp
                      exp:group-by(.order.lines, .sku, .qty)
                """));

    assertThat(checked.problems()).isEmpty();
  }

  @Test
  void checksAsMuchAsCanBeRead() {
    var checked = check(Corpus.whole("steps: [ { id: a, map: .nope, titel: T } ]"));

    assertThat(checked.problems())
        .extracting(Problem::code)
        .containsExactly("property-unknown", "reference-unknown");
  }

  @Test
  void aDocumentFullOfCostlyExpressionsEndsInTime() {
    String doubling =
        IntStream.range(1, 40)
            .mapToObj(i -> "let a" + i + " = $a" + (i - 1) + " + $a" + (i - 1))
            .collect(Collectors.joining(" ", "let a0 = \\\"0123456789\\\" ", " $a39"));
    String steps =
        IntStream.range(0, 400)
            .mapToObj(i -> "{ id: s" + i + ", map: \"" + doubling + "\" }")
            .collect(Collectors.joining(","));

    var checked = check(Corpus.whole("steps: [" + steps + "]"));

    assertThat(checked.errors())
        .isNotEmpty()
        .allMatch(problem -> problem.code().equals("expression-too-large"));
  }

  private Checked check(String document) {
    return TenantScope.call(CALLER, () -> checker.check(document));
  }
}
