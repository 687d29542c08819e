package io.interline.connector.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import io.interline.connector.json.JsonRefused.Reason;
import io.interline.tenant.NumberRules;
import io.interline.tenant.TextRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads and writes the JSON of messages, answers, journals and results of mappings: the one reader
/// of all of it. Safe for many threads.
///
/// - A number keeps every digit: `19.90` stays `19.90`, `1e400` is kept; what cannot be kept
///   ([NumberRules]) is refused.
/// - A text is sound ([TextRules]): strict UTF-8, no NUL, no half of a surrogate pair.
/// - At most 200 levels.
/// - Written and read again, a tree is written the same: a call that is repeated after a restart
///   sends the same bytes.
public final class ExactJson {

  /// Levels of what comes from outside.
  public static final int MAX_DEPTH = 200;

  private static final int MAX_TEXT = 64 << 20;
  private static final int LOOSE_DIGITS = 10_000;
  private static final int SHOWN = 200;

  // Texts, numbers and the like ask it for nothing.
  private static final SerializerProvider NO_PROVIDER = new DefaultSerializerProvider.Impl();

  private static final ObjectMapper STRICT =
      mapper(MAX_DEPTH, NumberRules.MAX_DIGITS, new ExactNumbers());
  // What the hub itself wrote wraps messages in a few more levels.
  private static final ObjectMapper OWN =
      mapper(4 * MAX_DEPTH, LOOSE_DIGITS, JsonNodeFactory.withExactBigDecimals(true));

  private ExactJson() {}

  private static ObjectMapper mapper(int depth, int digits, JsonNodeFactory nodes) {
    var limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(depth)
            .maxNumberLength(digits)
            .maxStringLength(MAX_TEXT)
            .build();
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .nodeFactory(nodes)
        .build();
  }

  /// Reads what comes from outside.
  ///
  /// @throws JsonRefused when it is no JSON, or none that the hub takes
  public static JsonNode read(byte[] utf8) throws JsonRefused {
    var problem = JsonBytes.problem(utf8);
    if (problem != null) throw new JsonRefused(Reason.BAD_TEXT, problem);
    return parsed(STRICT, MAX_DEPTH, utf8);
  }

  private static JsonNode parsed(ObjectMapper mapper, int depth, byte[] utf8) throws JsonRefused {
    JsonNode tree;
    try {
      tree = mapper.readTree(utf8);
    } catch (StreamConstraintsException e) {
      throw String.valueOf(e.getMessage()).contains("depth")
          ? new JsonRefused(Reason.TOO_DEEP, "is nested deeper than " + depth + " levels")
          : new JsonRefused(
              Reason.NUMBER_TOO_LONG, NumberRules.REFUSED + ", or a text or name that is too long");
    } catch (JsonProcessingException e) {
      throw new JsonRefused(Reason.MALFORMED, "is no JSON: " + where(e));
    } catch (IOException e) {
      throw new JsonRefused(Reason.MALFORMED, "is no JSON: it is not in UTF-8");
    } catch (ArithmeticException | NumberFormatException e) {
      throw new JsonRefused(Reason.NUMBER_TOO_LONG, NumberRules.REFUSED);
    }
    if (tree == null || tree.isMissingNode()) throw new JsonRefused(Reason.MALFORMED, "is empty");
    return tree;
  }

  /// Reads a text from outside.
  ///
  /// @throws JsonRefused when it is no JSON, or none that the hub takes
  public static JsonNode read(String text) throws JsonRefused {
    var problem = TextRules.problem(text);
    if (problem.isPresent()) throw new JsonRefused(Reason.BAD_TEXT, problem.get());
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads what is looked at part by part, for example the list that a poll was answered: all that
  /// is JSON, though a part of it may hold what the hub does not take. Ask [#problem] about each.
  ///
  /// @throws JsonRefused when it is no JSON
  public static JsonNode readUnchecked(byte[] utf8) throws JsonRefused {
    return parsed(OWN, 4 * MAX_DEPTH, utf8);
  }

  /// What in a tree the hub does not take, and where, as the end of a sentence; empty when it can
  /// be kept, sent and shown.
  public static Optional<String> problem(JsonNode tree) {
    return Optional.ofNullable(TreeCheck.problem(tree));
  }

  /// A tree that can be kept, for people to look at: U+FFFD in place of what no text may hold, a
  /// number that is not kept as text, nothing below 192 levels.
  public static JsonNode cleaned(JsonNode tree) {
    return TreeCleaning.cleaned(tree, 0);
  }

  /// Reads what the hub wrote itself, a few levels deeper.
  public static JsonNode reread(byte[] utf8) {
    try {
      return OWN.readTree(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException("stored JSON that cannot be read", e);
    }
  }

  /// Reads what the hub wrote itself, a few levels deeper.
  public static JsonNode reread(String text) {
    return reread(text.getBytes(StandardCharsets.UTF_8));
  }

  /// UTF-8.
  public static byte[] bytes(JsonNode value) {
    var bytes = new ByteArrayOutputStream(512);
    try (var out = generator(bytes)) {
      write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// JSON text. It can be shown whatever the tree holds: half a surrogate pair becomes its escape.
  public static String text(JsonNode value) {
    var text = new StringWriter();
    try (var out = OWN.createGenerator(text)) {
      write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String json = text.toString();
    return TextRules.isSound(json) ? json : escaped(json);
  }

  /// As a text that holds the value shows it: a text as it is, a number in plain digits
  /// (`12345678.90`, never `1.234567890E7`), null as nothing, all else as JSON.
  public static String plain(JsonNode value) {
    return switch (value) {
      case TextNode text -> text.textValue();
      case NumericNode number when number.isIntegralNumber() -> number.asText();
      case NumericNode number -> NumberRules.plain(decimal(number));
      default -> value.isNull() || value.isMissingNode() ? "" : text(value);
    };
  }

  /// A generator that writes UTF-8; its values are written by [#write].
  public static JsonGenerator generator(OutputStream to) throws IOException {
    return OWN.createGenerator(to);
  }

  /// Writes a tree: as the mapper does, without the providers that it makes for each value, and
  /// with numbers as they are written when they are read again.
  public static void write(JsonGenerator out, JsonNode value) throws IOException {
    switch (value) {
      case ObjectNode object -> {
        out.writeStartObject();
        for (var property : object.properties()) {
          out.writeFieldName(property.getKey());
          write(out, property.getValue());
        }
        out.writeEndObject();
      }
      case ArrayNode array -> {
        out.writeStartArray();
        for (int i = 0; i < array.size(); i++) write(out, array.get(i));
        out.writeEndArray();
      }
      case NumericNode number when !number.isIntegralNumber() -> out.writeNumber(decimal(number));
      default -> value.serialize(out, NO_PROVIDER);
    }
  }

  /// @throws NumberFormatException when it is no number (infinite, or none at all)
  private static BigDecimal decimal(NumericNode number) {
    if (number instanceof DecimalNode exact) return exact.decimalValue();
    String shortest = Double.toString(number.doubleValue());
    var decimal = new BigDecimal(shortest);
    // The zero of 5.0E-4 is no digit of the number: only the notation wants it.
    return shortest.indexOf('E') < 0 ? decimal : decimal.stripTrailingZeros();
  }

  private static String escaped(String json) {
    var shown = new StringBuilder(json.length() + 16);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < json.length()
              && Character.isLowSurrogate(json.charAt(i + 1));
      if (pair) shown.append(c).append(json.charAt(++i));
      else if (Character.isSurrogate(c)) shown.append("\\u%04X".formatted((int) c));
      else shown.append(c);
    }
    return shown.toString();
  }

  private static String where(JsonProcessingException e) {
    var at = e.getLocation();
    String what = TextRules.cleaned(TextRules.cut(String.valueOf(e.getOriginalMessage()), SHOWN));
    return at == null
        ? what
        : what + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }
}
