package io.interline.connector.json;

import java.util.Objects;

/// JSON that the hub does not take. The message is the end of a sentence: `is no JSON: …`.
public final class JsonRefused extends Exception {

  /// What is wrong.
  public enum Reason {
    MALFORMED,
    TOO_DEEP,
    NUMBER_TOO_LONG,
    /// Bytes that are not UTF-8, or texts that hold NUL or half a surrogate pair.
    BAD_TEXT
  }

  private final Reason reason;

  JsonRefused(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public Reason reason() {
    return reason;
  }
}
