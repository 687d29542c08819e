package io.interline.connector.spi;

/// A JSON value whose inside the SDK does not show; made through [Call#json] and
/// [Call#text].
public interface JsonValue {

  /// UTF-8 JSON text.
  byte[] bytes();

  /// Plain text of a string value, JSON text of any other.
  String text();

  /// Whether it is a JSON string.
  boolean isText();
}
