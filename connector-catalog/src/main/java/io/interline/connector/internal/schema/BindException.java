package io.interline.connector.internal.schema;

/// An input that does not fit its record. The message names each field that is wrong, and holds
/// no value.
public final class BindException extends Exception {

  public BindException(String message) {
    super(message);
  }

  /// The message, and nothing else.
  public String text() {
    return String.valueOf(getMessage());
  }
}
