package io.interline.flow.internal.expression;

import static io.interline.flow.internal.expression.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.interline.flow.internal.expression.MappingException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

  @ParameterizedTest
  @CsvSource({
    "false, false", "null, false", "0, false", "0.0, false", "'\"\"', false", "[], false",
    "{}, false", "true, true", "1, true", "-1, true", "'\"false\"', true", "[0], true",
    "'{\"a\": 0}', true",
  })
  void followsTheRuleOfIf(String value, boolean holds) {
    var context = json("{'value': " + value + "}");

    assertThat(Condition.compile("${.value}").holds(context)).isEqualTo(holds);
    assertThat(Mapping.compile("if (.value) true else false").apply(context).booleanValue())
        .isEqualTo(holds);
  }

  @Test
  void allowsSpaceAround() {
    assertThat(Condition.compile(" \n${.a == 1} ").holds(json("{'a': 1}"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "false", "a ${.a}", "${.a}${.b}", "$${.a}", "${}", "${.a"})
  void refusesWhatIsNoSingleExpression(String text) {
    var e = catchThrowableOfType(MappingException.class, () -> Condition.compile(text));

    assertThat(e.kind()).isEqualTo(Kind.SYNTAX);
  }

  @Test
  void saysThatAConditionIsStillMissing() {
    assertThat(catchThrowableOfType(MappingException.class, () -> Condition.compile(" ")).reason())
        .isEqualTo("the condition is missing; write for example .order.total > 100");
  }

  @Test
  void saysWhereItFails() {
    var condition = Condition.compile("${\n  number(.a) > 1}");

    var e = catchThrowableOfType(MappingException.class, () -> condition.holds(json("{'a': 'x'}")));

    assertThat(e.kind()).isEqualTo(Kind.RUNTIME);
    assertThat(e.line()).isEqualTo(2);
  }
}
