package io.interline.ui.designer;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.ui.designer.InputField.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InputFieldTest {

  @Test
  void readsKindsInTheOrderOfTheForm() {
    var fields = InputField.of(FakeCatalog.HTTP_REQUEST);

    assertThat(fields).extracting(InputField::name).startsWith("method", "path", "query");
    assertThat(fields)
        .extracting(InputField::kind)
        .containsExactly(
            Kind.CHOICE, Kind.TEXT, Kind.MAP, Kind.MAP, Kind.JSON, Kind.TRUTH, Kind.WHOLE);
  }

  @Test
  void conditionLooksAtTheValueOrTheDefault() {
    var fields =
        InputField.of(
            """
            { "properties": { "verify": { "enum": ["none", "secret"], "default": "none" },
              "header": { "type": "string", "x-interline-showIf": "verify=secret|both" } } }
            """);
    var condition = java.util.Objects.requireNonNull(fields.get(1).showIf());

    assertThat(condition.holds(DocumentJson.read("{\"verify\":\"secret\"}"), fields)).isTrue();
    assertThat(condition.holds(DocumentJson.read("{}"), fields)).isFalse();
  }

  @Test
  void whatIsNoSchemaHasNoFields() {
    assertThat(InputField.of("{")).isEmpty();
    assertThat(InputField.of("[]")).isEmpty();
  }

  @Test
  void durationsAreReadAsPeopleWriteThem() {
    assertThat(Durations.read("20 s")).contains(Duration.ofSeconds(20));
    assertThat(Durations.read("1 min 30s")).contains(Duration.ofSeconds(90));
    assertThat(Durations.read("PT5M")).contains(Duration.ofMinutes(5));
    assertThat(Durations.read("soon")).isEmpty();
    assertThat(Durations.read("99999999999999999999 d")).isEmpty();
    assertThat(Durations.write("PT1M30S")).isEqualTo("1 min 30 s");
    assertThat(Durations.write("${.x}")).isEqualTo("${.x}");
  }
}
