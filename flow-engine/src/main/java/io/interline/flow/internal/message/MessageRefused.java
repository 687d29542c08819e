package io.interline.flow.internal.message;

/// Bytes that the hub does not take for a message.
public final class MessageRefused extends Exception {

  /// What is wrong.
  public enum Reason {
    MALFORMED,
    TOO_DEEP,
    NUMBER_TOO_LONG,
    /// Texts hold NUL or half a surrogate pair.
    BAD_TEXT
  }

  private final Reason reason;

  MessageRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
