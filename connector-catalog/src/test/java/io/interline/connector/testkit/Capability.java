package io.interline.connector.testkit;

/// What a connector is expected to be able to do; a contract test opts out of one in words.
public enum Capability {
  /// Its actions use connections.
  CONNECTIONS,
  /// Its actions call the other system through `Call.send`, and class its statuses.
  HTTP,
  /// Its actions send the idempotency key in a header.
  IDEMPOTENCY_KEY,
  /// Its webhooks check who sends.
  SIGNED_WEBHOOKS,
  /// It has triggers that poll.
  POLLING
}
