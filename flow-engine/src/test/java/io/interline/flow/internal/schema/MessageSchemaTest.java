package io.interline.flow.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.flow.internal.expression.MappingLimits;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSchemaTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void saysWhereAValueDoesNotFit() {
    var schema =
        MessageSchema.compile(
            json(
                """
                {"type": "object", "required": ["id"], "properties": {
                  "id": {"type": "integer", "minimum": 1},
                  "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}}},
                 "$defs": {"line": {"type": "object", "properties": {"a/b": {"type": "string"}}}}}
                """));

    assertThat(schema.validate(json("{\"id\": 1, \"lines\": [{\"a/b\": \"x\"}]}"))).isEmpty();
    assertThat(schema.validate(json("{\"id\": 0, \"lines\": [{}, {\"a/b\": 1}]}")))
        .extracting(SchemaViolation::pointer)
        .containsExactlyInAnyOrder("/id", "/lines/1/a~1b");
    assertThat(schema.validate(json("[]")))
        .containsExactly(new SchemaViolation("", "array found, object expected"));
    assertThat(schema.validate(json("{}")))
        .allSatisfy(violation -> assertThat(violation.message()).contains("id"))
        .hasSize(1);
  }

  @Test
  void knowsTheKeywordsOf202012() {
    var schema =
        MessageSchema.compile(
            json(
                """
                {"prefixItems": [{"const": "v1"}, {"oneOf": [{"type": "string"}, {"minimum": 5, "type": "number"}]}],
                 "items": false, "contains": {"enum": ["v1"]}, "uniqueItems": true}
                """));

    assertThat(schema.validate(json("[\"v1\", 7]"))).isEmpty();
    assertThat(schema.validate(json("[\"v1\", 4]"))).isNotEmpty();
    assertThat(schema.validate(json("[\"v1\", \"x\", 1]"))).isNotEmpty();
  }

  /// Checking is done before a message is a run of its tenant, so it may take less than a mapping.
  @Test
  void heavySchemaEndsAfterATenthOfWhatAMappingMayTake() {
    var defs = new StringBuilder("\"d0\": {\"type\": \"integer\"}");
    for (int i = 1; i <= 30; i++)
      defs.append(
          ", \"d%d\": {\"anyOf\": [{\"$ref\": \"#/$defs/d%d\"}, {\"$ref\": \"#/$defs/d%d\"}]}"
              .formatted(i, i - 1, i - 1));
    var schema =
        MessageSchema.compile(json("{\"$ref\": \"#/$defs/d30\", \"$defs\": {" + defs + "}}"));

    var refused =
        catchThrowableOfType(
            MessageSchemaException.class,
            () -> schema.validate(json("{}"), MappingLimits.SCHEMA.forMessage(350_000)));

    assertThat(refused.isLimit()).isTrue();
    assertThat(MappingLimits.SCHEMA.fuel()).isLessThanOrEqualTo(MappingLimits.STANDARD.fuel() / 10);
  }

  @Test
  void reportsNoMoreThanTheFirstViolations() {
    var schema = MessageSchema.compile(json("{\"items\": {\"type\": \"string\"}}"));
    var value = JsonNodeFactory.instance.arrayNode();
    IntStream.range(0, 10_000).forEach(value::add);

    assertThat(schema.validate(value)).hasSize(MessageSchema.MAX_VIOLATIONS);
  }

  @Test
  void findsTheRightBranchBehindManyViolations() {
    var schema =
        MessageSchema.compile(
            json("{\"anyOf\": [{\"items\": {\"type\": \"string\"}}, {\"type\": \"array\"}]}"));
    var value = JsonNodeFactory.instance.arrayNode();
    IntStream.range(0, 1_000).forEach(value::add);

    assertThat(schema.validate(value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\": \"https://example.org/other.json\"}",
        "{\"$ref\": \"http://127.0.0.1:9/x\"}",
        "{\"$ref\": \"file:///etc/passwd\"}",
        "{\"$ref\": \"classpath:application.yaml\"}",
        "{\"$ref\": \"#/$defs/missing\"}",
        "{\"properties\": {\"a\": {\"$ref\": \"other.json\"}}}",
        "{\"$schema\": \"https://example.org/dialect\"}",
        "{\"$schema\": 7}",
        "{\"type\": 7}",
        "{\"properties\": {\"a\": []}}",
        "{\"pattern\": \"(a\"}",
        "{\"pattern\": \"(?=a)b\"}",
        "{\"pattern\": \"((a{1000}){1000}){1000}\"}",
        "{\"patternProperties\": {\"((a{1000}){1000}){1000}\": true}}",
        "[]",
        "\"text\"",
      })
  void refusesWhatIsNoSchemaOfItsOwn(String schema) {
    var e =
        catchThrowableOfType(
            MessageSchemaException.class, () -> MessageSchema.compile(json(schema)));

    assertThat(e).isNotNull();
    assertThat(e.isLimit()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(.*a){25}$", "(a+)+x", "(a|a)*x", "(a*)*(a*)*(a*)*x"})
  void endsWithPatternsThatWouldNot(String pattern) {
    var schema =
        MessageSchema.compile(JsonNodeFactory.instance.objectNode().put("pattern", pattern));

    assertBounded(schema, TextNode.valueOf("a".repeat(100_000)));
  }

  @Test
  void endsWithASmallSchemaThatIsAHugeTree() {
    var schema = JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/d40");
    var definitions = schema.putObject("$defs");
    definitions.putObject("d0").put("type", "string");
    for (int i = 1; i <= 40; i++) {
      var both = definitions.putObject("d" + i).putArray("allOf");
      both.addObject().put("$ref", "#/$defs/d" + (i - 1));
      both.addObject().put("$ref", "#/$defs/d" + (i - 1));
    }

    var e =
        catchThrowableOfType(
            MessageSchemaException.class, () -> MessageSchema.compile(schema).validate(json("1")));

    assertThat(e.isLimit()).isTrue();
  }

  @Test
  void endsWithASchemaThatIsItself() {
    var e =
        catchThrowableOfType(
            MessageSchemaException.class,
            () -> MessageSchema.compile(json("{\"$ref\": \"#\"}")).validate(json("1")));

    assertThat(e.isLimit()).isTrue();
  }

  @Test
  void takesEarlierDraftsThatSaySo() {
    var schema =
        MessageSchema.compile(
            json(
                """
                {"$schema": "http://json-schema.org/draft-07/schema#",
                 "items": [{"type": "string"}], "additionalItems": false}
                """));

    assertThat(schema.validate(json("[\"a\"]"))).isEmpty();
    assertThat(schema.validate(json("[\"a\", 1]"))).isNotEmpty();
  }

  @Test
  void takesRecursiveSchemas() {
    var schema =
        MessageSchema.compile(
            json("{\"type\": \"array\", \"items\": {\"$ref\": \"#\"}, \"maxItems\": 1}"));
    JsonNode value = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 199; i++) value = JsonNodeFactory.instance.arrayNode().add(value);

    assertThat(schema.validate(value)).isEmpty();
  }

  @Test
  void refusesASchemaOfTenThousandLevels() {
    JsonNode schema = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < 10_000; i++)
      schema = JsonNodeFactory.instance.objectNode().set("items", schema);
    var deep = schema;

    var e = catchThrowableOfType(MessageSchemaException.class, () -> MessageSchema.compile(deep));

    assertThat(e.isLimit()).isTrue();
  }

  @Test
  void takesNumbersOfAnySize() {
    var schema =
        MessageSchema.compile(json("{\"multipleOf\": 0.01, \"minimum\": 0, \"maximum\": 10}"));

    assertThat(schema.validate(json("9.99"))).isEmpty();
    assertThat(schema.validate(json("1e308"))).isNotEmpty();
    assertThat(schema.validate(json("1" + "0".repeat(900)))).isNotEmpty();
  }

  /// Either a verdict or a spent limit, and not much memory.
  private static void assertBounded(MessageSchema schema, JsonNode value) {
    try {
      assertThat(schema.validate(value)).hasSizeLessThanOrEqualTo(MessageSchema.MAX_VIOLATIONS);
    } catch (MessageSchemaException e) {
      assertThat(e.isLimit()).isTrue();
    }
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
