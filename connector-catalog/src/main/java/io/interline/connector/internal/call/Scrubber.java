package io.interline.connector.internal.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.AuthFailed;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.ConnectorException.Throttled;
import io.interline.connector.spi.ConnectorException.Transient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Takes the secrets of a connection out of what people will read: texts, and what calls give back.
public final class Scrubber {

  /// A scrubber that knows no secret.
  public static final Scrubber NONE = new Scrubber(List.of());

  private static final int SHORTEST = 3;

  /// Of secrets that are taken out of the middle of data, too.
  private static final int SHORTEST_WITHIN = 8;

  private static final String MASK = "•••";

  private final List<String> secrets;

  /// @param secrets the longest of those that overlap goes first
  public Scrubber(Collection<String> secrets) {
    this.secrets =
        secrets.stream()
            .flatMap(s -> Stream.of(s, URLEncoder.encode(s, StandardCharsets.UTF_8)))
            .filter(secret -> secret.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /// The text without secrets.
  public String clean(String text) {
    String clean = text;
    for (String secret : secrets) clean = clean.replace(secret, MASK);
    return clean;
  }

  /// The value without secrets, in texts and in names; the same one when it holds none. Short
  /// secrets go only where they stand as words of their own, so that other data stays whole.
  public JsonNode clean(JsonNode value) {
    return secrets.isEmpty() ? value : cleaned(value);
  }

  private JsonNode cleaned(JsonNode value) {
    return switch (value) {
      case TextNode text -> {
        String clean = cleanData(text.textValue());
        yield clean.equals(text.textValue()) ? value : TextNode.valueOf(clean);
      }
      case ArrayNode array -> cleanedArray(array);
      case ObjectNode object -> cleanedObject(object);
      default -> value;
    };
  }

  private JsonNode cleanedArray(ArrayNode array) {
    var clean = array.arrayNode(array.size());
    boolean same = true;
    for (var element : array) {
      var now = cleaned(element);
      same &= now == element;
      clean.add(now);
    }
    return same ? array : clean;
  }

  private JsonNode cleanedObject(ObjectNode object) {
    var clean = object.objectNode();
    boolean same = true;
    for (var field : object.properties()) {
      var now = cleaned(field.getValue());
      String name = cleanData(field.getKey());
      same &= now == field.getValue() && name.equals(field.getKey());
      clean.set(name, now);
    }
    return same ? object : clean;
  }

  private String cleanData(String text) {
    String clean = text;
    for (String secret : secrets) {
      if (!clean.contains(secret)) continue;
      clean =
          secret.length() >= SHORTEST_WITHIN
              ? clean.replace(secret, MASK)
              : Pattern.compile(
                      "(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])")
                  .matcher(clean)
                  .replaceAll(MASK);
    }
    return clean;
  }

  /// The same failure with a clean message; its cause goes when it holds a secret.
  public ConnectorException clean(ConnectorException e) {
    if (isClean(e)) return e;
    String message = clean(String.valueOf(e.getMessage()));
    return switch (e) {
      case Transient transient_ -> new Transient(message, null);
      case Throttled throttled -> new Throttled(message, throttled.retryAfter().orElse(null));
      case Permanent permanent -> new Permanent(message, null);
      case AuthFailed authFailed -> new AuthFailed(message);
    };
  }

  /// Whether neither a failure nor what caused it holds a secret.
  public boolean isClean(Throwable failure) {
    if (secrets.isEmpty()) return true;
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth++ < 20; cause = cause.getCause())
      if (!isClean(cause.getMessage())) return false;
    return true;
  }

  private boolean isClean(@Nullable String text) {
    return text == null || secrets.stream().noneMatch(text::contains);
  }

  @Override
  public String toString() {
    return "Scrubber[" + secrets.size() + "]";
  }
}
