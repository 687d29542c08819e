package io.interline.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NO            | \"NO\"",
        "no            | \"no\"",
        "yes           | \"yes\"",
        "on            | \"on\"",
        "y             | \"y\"",
        "true          | true",
        "False         | false",
        "tRUE          | \"tRUE\"",
        "01234         | 1234",
        "-0012         | -12",
        "0o17          | 15",
        "0x1F          | 31",
        "0b11          | \"0b11\"",
        "1_000         | \"1_000\"",
        "12:30         | \"12:30\"",
        "190:20:30     | \"190:20:30\"",
        "2026-11-30    | \"2026-11-30\"",
        "1.10          | 1.10",
        "+1            | 1",
        ".5            | 0.5",
        "5.            | 5",
        "1e3           | 1E+3",
        "1.2.3         | \"1.2.3\"",
        "12345678901234567.89 | 12345678901234567.89",
        "9223372036854775808 | 9223372036854775808",
        "~             | null",
        "Null          | null",
        "nULL          | \"nULL\"",
        "``            | null",
        "'NO'          | \"NO\"",
        "\"1\"         | \"1\"",
        "!!str 1       | \"1\"",
        "! 1           | \"1\"",
        "!!int 0x10    | 16",
        "!!float 1     | 1",
        "<<            | \"<<\"",
      })
  void readsScalarsByTheCoreSchema(String yaml, String json) throws Exception {
    var value = YamlText.parse("a: " + (yaml == null ? "" : yaml), 1_000, 10).get("a");

    assertThat(value).hasToString(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: .nan            | line 1, column 4: .nan is no number",
        "a: -.INF           | no number",
        "a: 1e400000000     | more than 1,000 digits",
        "a: !!int x         | does not fit its tag",
        "a: !!bool 1        | does not fit its tag",
        "a: !!binary aGk=   | the tag",
        "a: !mine x         | the tag",
        "a: !!set {x}       | the tag",
        "`a: &x 1\nb: *x`   | line 2, column 4: aliases",
        "`a: 1\na: 2`       | line 2, column 1: Duplicate",
        "`? [1, 2]\n: 3`    | a key is a text",
        "`a: 1\n---\nb: 2`  | a second document",
        "[[[[[[[[[[[1]]]]]]]]]]] | more than 10 levels",
        "a: [               | line",
        "`a:\n\t- b`        | line 2",
        "`%YAML 3.0\n---\na: 1` | :",
      })
  void refusesWhatJsonCannotSayOrWouldHaveToBeGuessed(String yaml, String said) {
    assertThatThrownBy(() -> YamlText.parse(yaml.replace("\\n", "\n"), 1_000, 10))
        .isInstanceOfSatisfying(YamlText.Malformed.class, e -> assertThat(e.said()).contains(said));
  }

  @Test
  void keysAreTextAsTheyAreWritten() throws Exception {
    assertThat(YamlText.parse("NO: 1\n01: 2\ntrue: 3", 1_000, 10))
        .hasToString("{\"NO\":1,\"01\":2,\"true\":3}");
  }

  @Test
  void whatIsWrittenIsReadBackAsItWas() {
    String json =
        "{\"a\": [\"NO\", \"01234\", \"1_000\", \"~\", \"\", \"0o17\", \"1.10\", 1.10, null]}";

    assertThat(FlowDocuments.tree(FlowDocuments.toYaml(json)).toString())
        .isEqualTo(FlowDocuments.tree(json).toString());
  }
}
