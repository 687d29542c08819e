package io.interline.postgres;

import org.jspecify.annotations.Nullable;

/// The built-in server cannot be used; the message says why and what to do, for the person who
/// starts the hub.
public class PostgresUnavailable extends RuntimeException {

  PostgresUnavailable(String message) {
    this(message, null);
  }

  PostgresUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
