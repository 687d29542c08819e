package io.interline.connector.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value, read by JSON pointer; made through [Call#json] and [Call#text].
public interface JsonValue {

  /// UTF-8 JSON text.
  byte[] bytes();

  /// Plain text of a string value, JSON text of any other.
  String text();

  /// Whether it is a JSON string.
  boolean isText();

  /// The value at a JSON pointer (RFC 6901); empty when there is none, or null.
  ///
  /// @throws IllegalArgumentException when the text is no JSON pointer
  Optional<JsonValue> at(String pointer);

  /// What a JSON array holds; empty when it is none.
  Optional<List<JsonValue>> elements();

  /// What a JSON object holds, in its order, without members that are null; empty when it is none.
  Optional<Map<String, JsonValue>> members();
}
