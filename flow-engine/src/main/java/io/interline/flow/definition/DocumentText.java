package io.interline.flow.definition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.interline.tenant.NumberRules;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Text of a flow document, JSON or YAML, to a tree, within the limits that a document has.
final class DocumentText {

  /// Bytes of a document in UTF-8.
  static final int MAX_BYTES = 1_000_000;

  private static final int MAX_DEPTH = 200;

  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(1_000)
          .maxStringLength(MAX_BYTES)
          .maxNameLength(10_000)
          .build();

  static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(CONSTRAINTS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

  /// For writing only; [YamlText] reads.
  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private DocumentText() {}

  /// The document as an object; absent, with findings, when the text is none.
  static @Nullable ObjectNode parse(String text, Findings findings) {
    if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      findings.error(
          "document-too-large",
          JsonPointer.empty(),
          null,
          "A flow document may have 1,000,000 bytes. Split the flow, or shorten its schemas.");
      return null;
    }
    boolean json = text.stripLeading().startsWith("{");
    JsonNode tree = json ? json(text, findings) : yaml(text, findings);
    if (tree == null) return null;
    if (!(tree instanceof ObjectNode document)) {
      findings.error(
          "document-malformed",
          JsonPointer.empty(),
          null,
          "A flow document is a JSON object that begins with \"format\": \""
              + FlowDocument.FORMAT
              + "\"; this text is not an object.");
      return null;
    }
    return refuseBadValues(document, JsonPointer.empty(), findings) ? document : null;
  }

  private static @Nullable JsonNode json(String text, Findings findings) {
    try {
      JsonNode tree = JSON.readTree(text);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (StreamConstraintsException e) {
      findings.error("document-malformed", JsonPointer.empty(), null, limitMessage(e));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      findings.error(
          "document-malformed",
          JsonPointer.empty(),
          null,
          "The text is no JSON"
              + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr())
              + ": "
              + firstLine(e.getOriginalMessage()));
    } catch (NumberFormatException e) {
      findings.error(
          "document-malformed",
          JsonPointer.empty(),
          null,
          "The text " + NumberRules.REFUSED + ". Write it as text in quotes.");
    }
    return null;
  }

  private static @Nullable JsonNode yaml(String text, Findings findings) {
    try {
      return YamlText.parse(text, MAX_BYTES, MAX_DEPTH);
    } catch (YamlText.Malformed e) {
      findings.error(
          "document-malformed", JsonPointer.empty(), null, "The text is no YAML" + e.said());
      return null;
    }
  }

  private static String limitMessage(StreamConstraintsException e) {
    String message = String.valueOf(e.getOriginalMessage());
    if (message.contains("nesting depth"))
      return "The document is nested more than " + MAX_DEPTH + " levels deep. Flatten it.";
    if (message.contains("Number")) return "A number has more than 1,000 digits.";
    return "A text of the document is too long.";
  }

  private static String firstLine(@Nullable String message) {
    if (message == null) return "it cannot be read.";
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /// Values that would not survive: canonical JSON (RFC 8785) keeps numbers as doubles, PostgreSQL
  /// and UTF-8 have no NUL and no lone surrogates.
  private static boolean refuseBadValues(JsonNode node, JsonPointer at, Findings findings) {
    boolean fine = true;
    if (node.isObject()) {
      for (var property : node.properties()) {
        var child = at.appendProperty(property.getKey());
        fine &= refuseBadText(property.getKey(), child, findings);
        fine &= refuseBadValues(property.getValue(), child, findings);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++)
        fine &= refuseBadValues(node.get(i), at.appendIndex(i), findings);
    } else if (node.isTextual()) {
      fine = refuseBadText(node.textValue(), at, findings);
    } else if (node.isNumber() && !isExactDouble(node)) {
      findings.error(
          "number-imprecise",
          at,
          null,
          "The number does not fit into a double without loss. Write it as text in quotes.");
      fine = false;
    }
    return fine;
  }

  private static boolean refuseBadText(String text, JsonPointer at, Findings findings) {
    boolean bad = text.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
    if (bad)
      findings.error(
          "text-invalid",
          at,
          null,
          "The text holds a NUL character or half of a surrogate pair. Remove it.");
    return !bad;
  }

  /// Integers must be exact; of fractions (0.1) the nearest double is what everyone means, unless
  /// they are written with more digits than a double has.
  private static boolean isExactDouble(JsonNode number) {
    double value = number.doubleValue();
    if (!Double.isFinite(value)) return false;
    BigDecimal exact = number.decimalValue();
    return exact.compareTo(new BigDecimal(value)) == 0
        || exact.compareTo(new BigDecimal(Double.toString(value))) == 0;
  }
}
