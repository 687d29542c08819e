package io.interline.flow.internal.schema;

/// A schema that is none, that refers outside itself, or that takes too long.
public final class MessageSchemaException extends RuntimeException {

  private final boolean limit;

  MessageSchemaException(String message) {
    super(message);
    this.limit = false;
  }

  MessageSchemaException(String message, boolean limit, Throwable cause) {
    super(message, cause);
    this.limit = limit;
  }

  /// Whether a limit was spent, rather than a mistake made.
  public boolean isLimit() {
    return limit;
  }
}
