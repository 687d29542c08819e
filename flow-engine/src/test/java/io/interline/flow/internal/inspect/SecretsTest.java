package io.interline.flow.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.interline.flow.internal.expression.Mask;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SecretsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void valuesAreTakenOutOfTexts() throws JsonProcessingException {
    var secrets = of("[\"ann@example.org\", 4111222233334444, \"x7\", 12, true]");

    assertThat(secrets.scrub("no ann@example.org here")).isEqualTo("no *** here");
    assertThat(secrets.scrub("no ANN@EXAMPLE.ORG here")).isEqualTo("no *** here");
    assertThat(secrets.scrub("card=4111222233334444")).isEqualTo("card=***");
    assertThat(secrets.scrub("pin 12, not 120, x7 {\"x7\":true}"))
        .isEqualTo("pin ***, not 120, *** {\"***\":***}");
    assertThat(secrets.scrub("The order is fine")).isEqualTo("The order is fine");
  }

  @Test
  void whatCannotBeTakenOutMasksTheText() throws JsonProcessingException {
    var secrets = of("[\"ann@example.org\", 4111222233334444]");
    byte[] json = "{\"to\":\"ann@example.org\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(secrets.scrub("4111-2222-3333-4444 was refused")).isEqualTo("***");
    assertThat(secrets.scrub("card ending in 4444")).isEqualTo("***");
    assertThat(secrets.scrub("ann%40example.org")).isEqualTo("***");
    assertThat(secrets.scrub("a%6En%40ex%61mple.org")).isEqualTo("***");
    assertThat(secrets.scrub("Basic " + Base64.getEncoder().encodeToString(json))).isEqualTo("***");
    assertThat(secrets.scrub(Base64.getUrlEncoder().withoutPadding().encodeToString(json)))
        .isEqualTo("***");
    assertThat(secrets.scrub(HexFormat.of().formatHex(json))).isEqualTo("***");
  }

  @Test
  void answersAreMaskedInPlaces() throws JsonProcessingException {
    var secrets = of("[\"ann@example.org\", 41.50, true, 7]");

    assertThat(
            shown(
                secrets, "{\"id\":70,\"n\":7,\"v\":true,\"w\":false,\"m\":\"to Ann@Example.org\"}"))
        .isEqualTo("{\"id\":70,\"n\":\"***\",\"v\":\"***\",\"w\":false,\"m\":\"***\"}");
    assertThat(shown(secrets, "[1,\"7\",{\"a\":41.5}]")).isEqualTo("[1,\"***\",{\"a\":\"***\"}]");
    assertThat(shown(secrets, "{\"by\":{\"ann@example.org\":1},\"ok\":1}"))
        .isEqualTo("{\"by\":\"***\",\"ok\":1}");
  }

  @Test
  void namesOfMaskedFieldsAreSecretsToo() throws JsonProcessingException {
    var secrets = of("{\"kanary\": {\"zebra\": null}}");

    assertThat(shown(secrets, "{\"a\":\"kanary\",\"b\":\"zebra!\",\"c\":\"c\"}"))
        .isEqualTo("{\"a\":\"***\",\"b\":\"***\",\"c\":\"c\"}");
  }

  @Test
  void hugeExponentsCostNothing() {
    var secrets = new Secrets();
    secrets.add(JSON.getNodeFactory().numberNode(new BigDecimal("1e900000000")), Mask.WHOLE);

    assertThat(secrets.scrub("1E+900000000")).doesNotContain("9000000");
  }

  @Test
  void namesOfAnswersAreNoSecrets() throws JsonProcessingException {
    var secrets = of("[\"canaryCARD-9f\", 918273, 918274, \"q9\", {\"zebrakey\": 1}, [77.125]]");

    for (var name : "ok path got encoded id card loud sum short keys prices skus".split(" "))
      assertThat(secrets.scrub(name)).isEqualTo(name);
  }

  private static Secrets of(String json) throws JsonProcessingException {
    var secrets = new Secrets();
    secrets.add(tree(json), Mask.WHOLE);
    return secrets;
  }

  private static String shown(Secrets secrets, String json) throws JsonProcessingException {
    var value = tree(json);
    return secrets.maskOf(value).show(value).toString();
  }

  private static JsonNode tree(String json) throws JsonProcessingException {
    return JSON.readTree(json);
  }
}
