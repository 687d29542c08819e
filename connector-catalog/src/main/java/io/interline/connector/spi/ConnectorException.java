package io.interline.connector.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a connector could not do it: a closed set, as each class is treated differently.
public abstract sealed class ConnectorException extends Exception {

  private ConnectorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// A later try may help: time-outs, 5xx, 408, broken connections.
  public static final class Transient extends ConnectorException {
    public Transient(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The other system asks for patience: 429, 503 with Retry-After.
  public static final class Throttled extends ConnectorException {
    private final @Nullable Duration retryAfter;

    public Throttled(String message, @Nullable Duration retryAfter) {
      super(message, null);
      this.retryAfter = retryAfter;
    }

    /// What the other system asked for, if it said.
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /// No try will help as things are: other 4xx, wrong input, refused address.
  public static final class Permanent extends ConnectorException {
    public Permanent(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The credentials are not accepted: 401, 403 as the scheme says.
  public static final class AuthFailed extends ConnectorException {
    public AuthFailed(String message) {
      super(message, null);
    }
  }
}
