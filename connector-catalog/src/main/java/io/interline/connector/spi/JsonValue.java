package io.interline.connector.spi;

/// A JSON value whose inside the SDK does not show; made and read through [Call#json].
public interface JsonValue {

  /// UTF-8 JSON text.
  byte[] bytes();

  /// Plain text of a string value, JSON text of any other.
  String text();

  /// Whether it is a JSON string.
  boolean isText();
}
