package io.interline.flow.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.interline.flow.internal.fields.FieldUse.Missing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldUseTest {

  private static final ContextShape SAMPLE =
      ContextShape.ofSample(
          json(
              """
              { "message": { "orderId": "A-1", "note": null, "customer": { "first name": "Ada" },
                  "lines": [ { "sku": "K-1", "tags": [] }, { "sku": "K-2", "price": 2 } ] },
                "erp": {}, "country": { "code": "GB" } }
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          .message.ordrId                                   ~ .message.ordrId→orderId
          {"n": .message.orderId, "c": .message.custmer.x}  ~ .message.custmer→customer
          .message.customer."first nme"                     ~ .message.customer."first nme"→"first name"
          .message.xyzxyz                                   ~ .message.xyzxyz
          .message.lines.sku                                ~ sku
          .message.orderId.id                               ~ id
          .message.lines[0].skuu + .message.lines[-1].price ~ .message.lines[…].skuu→sku
          .message.lines[0 : 1][0].prize                    ~ .message.lines[…][…].prize→price
          [for (.message.lines) .skuu]                      ~ .skuu→sku
          [for (.message.lines) .price]                     ~ ``
          [for (.message.lines) .message.orderId]           ~ message
          [for (.message.lines) {"c": .country.code}]       ~ country
          {for (.message.lines) .sku : .prices}             ~ .prices→price
          [for (.message.lines) .sku if (.prize > 1)]       ~ .prize→price
          let m = .message  $m.ordrId                       ~ $m.ordrId→orderId
          let m = (.message) [for (.message.lines) $m.ordrId + .sku] ~ $m.ordrId→orderId
          .message | .ordrId                                ~ .ordrId→orderId
          .message.note.text                                ~ ``
          .erp.body.id + .later.any                         ~ ``
          fallback(.message.phone, "none")                  ~ ``
          if (.message.ordrId) .message.orderId else "x"    ~ .message.ordrId→orderId
          if (.country.code) . else .message.ordrId         ~ .message.ordrId→orderId
          def f(x) $x.any + .other  f(.message.ordrId)      ~ .message.ordrId→orderId
          {"a": .message.orderId, * - b : .zzz}             ~ ``
          -.message.ordrId == 1 and not(.message.nte)       ~ .message.ordrId→orderId .message.nte→note
          size(.message.lines).a                            ~ ``
          let a = 1 if (true) let b = 2 $a + $b else $b + $c ~ $b $c
          .message.orderId // .message.ordrId               ~ ``
          "x .message.ordrId"                               ~ ``
          """)
  void findsNamesThatTheSampleDoesNotHave(String source, String expected) {
    var found =
        FieldUse.ofMapping(source, SAMPLE).missing().stream().map(FieldUseTest::shown).toList();

    assertThat(found)
        .containsExactlyElementsOf(
            expected.isEmpty() ? List.of() : List.of(expected.split(" (?=[.$])")));
  }

  private static String shown(Missing missing) {
    var message = missing.message();
    if (!message.contains("is not in the sample")) return missing.name();
    String path = message.substring(1, message.indexOf("' is not in"));
    return missing.meant() == null ? path : path + "→" + missing.meant();
  }

  @Test
  void saysWhatTheDotIsInALoop() {
    assertThat(FieldUse.ofMapping("[for (.message.lines) .message.orderId]", SAMPLE).missing())
        .singleElement()
        .extracting(Missing::message)
        .asString()
        .contains("inside 'for', '.' is the item", "let message = (.message)", "$message");
  }

  @Test
  void namesThePlaceInAText() {
    var missing =
        FieldUse.ofTemplate("Dear ${.message.orderId} ${ .message.ordrId }", SAMPLE).missing();

    assertThat(missing).singleElement().extracting(Missing::at).isEqualTo(37);
  }

  @Test
  void comparesWithASchema() {
    var schemas =
        ContextShape.ofSchemas(
            Map.of(
                "order",
                json(
                    """
                    { "type": "object", "properties": { "id": {"type": "string"},
                        "lines": { "type": "array", "items": { "type": "object",
                          "properties": { "sku": {"type": "string"} }, "additionalProperties": true } },
                        "closed": { "type": "object", "properties": { "a": {} }, "additionalProperties": false },
                        "open": { "type": "object" }, "any": { "$ref": "#/x" } } }
                    """)));

    assertThat(FieldUse.ofMapping(".order.idd", schemas).missing())
        .extracting(Missing::message)
        .containsExactly("'.order.idd' is not in the schema. Did you mean '.order.id'?");
    assertThat(
            FieldUse.ofMapping(
                    "[.order.open.x, .order.any.y, .later.z, .order.somethingElse]", schemas)
                .missing())
        .isEmpty();
    assertThat(FieldUse.ofMapping(".order.closed.other", schemas).missing())
        .extracting(Missing::message)
        .containsExactly("'.order.closed.other' is not in the schema.");
    assertThat(FieldUse.ofMapping("[for (.order.lines) .other + .sku]", schemas).missing())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          .                                 ~ 1
          {"all": .}                        ~ 1
          {* : .}                           ~ 1
          {"a": .message, * - b : .}        ~ 1
          to-json(.)                        ~ 1
          if (.a) . else .b                 ~ 1
          let x = . $x                      ~ 1
          def f() (.) f()                   ~ 1
          . | .                             ~ 1
          . | .message                      ~ 0
          .message                          ~ 0
          [for (.message.lines) .]          ~ 0
          .message | {"x": ., * : .}        ~ 0
          """)
  void findsWhereTheWholeContextIsTaken(String source, int times) {
    assertThat(FieldUse.ofMapping(source, SAMPLE).wholes()).hasSize(times);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
