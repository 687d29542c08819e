package io.interline.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.flow.Flows.InvalidFlow;
import io.interline.flow.Problem;
import io.interline.flow.definition.Corpus.Sample;
import io.interline.flow.definition.Step.Retry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FlowDocumentsTest {

  static List<Sample> good() {
    return Corpus.good();
  }

  static List<Sample> bad() {
    return Corpus.bad();
  }

  @ParameterizedTest
  @MethodSource("good")
  void readsGoodDocumentsAndWritesThemBackAlike(Sample sample) {
    var document = FlowDocuments.read(sample.document()).orThrow();

    var again = FlowDocuments.read(FlowDocuments.write(document)).orThrow();

    assertThat(again).isEqualTo(document);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void saysWhatIsWrongAndWhere(Sample sample) {
    var problems = FlowDocuments.read(sample.document()).problems();

    assertThat(problems).isNotEmpty();
    assertThat(problems.getFirst().code()).isEqualTo(sample.code());
    assertThat(problems.getFirst().pointer()).isEqualTo(sample.pointer());
    assertThat(problems).allMatch(p -> p.severity() == Problem.Severity.ERROR);
    assertThat(problems).noneMatch(p -> p.message().contains("Exception"));
  }

  @Test
  void readsEveryPartOfABlock() {
    var document = FlowDocuments.read(Corpus.good().get(1).document()).orThrow();

    var fanout = (Step.Parallel) document.steps().get(4);
    var erp = (Step.Use) fanout.branches().getFirst().steps().getFirst();

    assertThat(fanout.join()).isEqualTo(Step.Join.SETTLED);
    assertThat(erp.connection()).isEqualTo("erp");
    assertThat(erp.timeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(erp.retry()).isEqualTo(Retry.STANDARD);
    assertThat(document.redact()).containsExactly("/order/customer/email", "/order/a~1b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"format": "interline/flow/1", "id":          | no JSON at line 1
          {"format": "a", "format": "b"}                | Duplicate
          {"format": "interline/flow/1"} {}             | no JSON
          [1, 2]                                        | not an object
          `"text"`                                      | not an object
          a: [                                          | no YAML
          a: &x 1                                       | `'format' is missing`
          a: *x                                         | no YAML
          `a: {b: &x 1, c: *x}`                         | aliases
          ``                                            | not an object
          ---                                           | not an object
          {"a": 12345678901234567890123}                | Write it as text
          {"a": 1e400}                                  | Write it as text
          {"a": "\\u0000"}                              | NUL
          {"a": "\\ud800"}                              | surrogate
          """)
  void refusesWhatIsNoDocument(String text, String message) {
    assertThat(FlowDocuments.read(text == null ? "" : text.replace("\\\\", "\\")).problems())
        .anySatisfy(problem -> assertThat(problem.message()).contains(message));
  }

  @ParameterizedTest
  @CsvSource({"[,]", "'{\"a\":','}'"})
  void refusesTenThousandLevels(String open, String close) {
    String text = "{\"format\":" + open.repeat(10_000) + "1" + close.repeat(10_000) + "}";

    var problems = FlowDocuments.read(text).problems();

    assertThat(problems.getFirst().message()).contains("200 levels");
  }

  @Test
  void refusesTenThousandLevelsOfYaml() {
    var problems = FlowDocuments.read("a: " + "[".repeat(10_000)).problems();

    assertThat(problems.getFirst().code()).isEqualTo("document-malformed");
  }

  @Test
  void refusesMoreThanAMillionBytes() {
    var problems = FlowDocuments.read("{\"title\": \"" + "ü".repeat(600_000) + "\"}").problems();

    assertThat(problems.getFirst().code()).isEqualTo("document-too-large");
  }

  @Test
  void refusesMoreThanAThousandStepsOnce() {
    String steps =
        IntStream.range(0, 1_500)
            .mapToObj(i -> "{\"id\": \"s" + i + "\", \"map\": \".\"}")
            .collect(Collectors.joining(","));

    var reading = FlowDocuments.read(document(steps));

    assertThat(reading.problems()).extracting(Problem::code).containsExactly("too-many-steps");
    assertThat(reading.document()).isNull();
  }

  @Test
  void aMistypedPropertyCanBeMendedWithOneClick() {
    var problem =
        FlowDocuments.read(document("{\"id\": \"x\", \"map\": \".\", \"titel\": \"T\"}"))
            .problems()
            .getFirst();

    assertThat(problem.message()).contains("Did you mean 'title'?");
    assertThat(problem.step()).isEqualTo("x");
    assertThat(problem.fix())
        .isEqualTo(
            new Problem.Fix(
                "Rename to 'title'",
                "[{\"op\":\"move\",\"from\":\"/steps/0/titel\",\"path\":\"/steps/0/title\"}]"));
  }

  @Test
  void anUnknownPropertyStillLetsTheRestBeRead() {
    var reading = FlowDocuments.read(document("{\"id\": \"x\", \"map\": \".\", \"titel\": \"T\"}"));

    assertThat(reading.document()).isNotNull();
    assertThatThrownBy(reading::orThrow).isInstanceOf(InvalidFlow.class);
  }

  @Test
  void canonicalFormAndHashAreThoseOfRfc8785() {
    String text = "{\"b\": 1.0, \"a\": [1e2, \"\\u20ac\", true], \"\\u0061a\": null}";

    assertThat(FlowDocuments.canonical(text))
        .isEqualTo("{\"a\":[100,\"€\",true],\"aa\":null,\"b\":1}");
  }

  @Test
  void allWaysToWriteADocumentHaveOneHash() {
    var sample = Corpus.good().getFirst().document();
    String json = FlowDocuments.toJson(sample);

    assertThat(FlowDocuments.hash(json)).isEqualTo(FlowDocuments.hash(sample));
    assertThat(FlowDocuments.hash(FlowDocuments.toYaml(json)))
        .isEqualTo("1b090e4eb1c4f09e2de0f5cc6154bf40252033ad217311ee39072248d05670ed");
  }

  private static String document(String steps) {
    return """
        {"format": "interline/flow/1", "id": "a", "title": "A",
         "trigger": {"id": "m", "use": "webhook@1/receive"}, "steps": [%s]}
        """
        .formatted(steps);
  }
}
