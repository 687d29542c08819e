package io.interline.connector.spi;

/// What an action does to the other system. Decides the default retry.
public enum Effect {
  /// Changes nothing; may be repeated at will.
  READ,
  /// Changes something, and repeating it with the same input or idempotency key changes nothing
  // more.
  IDEMPOTENT_WRITE,
  /// Changes something each time; repeated only with an idempotency key that the other system
  // honours.
  WRITE
}
