package io.interline.connector.spi;

/// What an action does to the other system. Decides the default retry.
public enum Effect {
  /// Changes nothing; may be repeated at will.
  READ,
  /// Changes something, and repeating it with the same input changes nothing more.
  IDEMPOTENT_WRITE,
  /// Changes something each time, unless the other system honours the idempotency key.
  WRITE
}
