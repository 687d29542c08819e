package io.interline.connector.spi;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// All that a connector may have of the hub while it works: guarded network access already signed
// by the
/// connection, an idempotency key, a deadline. It never sees tokens.
public interface Call {

  /// The same on every attempt of one step of one run.
  String idempotencyKey();

  /// When the work must be over.
  Instant deadline();

  Clock clock();

  /// Settings of the connection without its secrets; empty when the step names none.
  Map<String, String> settings();

  /// Sends a request through the guarded network; the connection's scheme signs it.
  ///
  /// @throws ConnectorException.Transient for time-outs, refused and broken connections
  /// @throws ConnectorException.Permanent for an address that the installation does not allow
  HttpResponse send(HttpRequest request) throws ConnectorException, InterruptedException;

  /// Parses JSON; empty when the bytes are no JSON.
  Optional<JsonValue> json(byte[] utf8);

  /// Waits without holding a thread of the system; ends early at the deadline.
  void pause(java.time.Duration duration) throws ConnectorException, InterruptedException;

  /// Writes to the run's log, visible beside the step.
  void log(String line);

  /// A request. A relative `url` is resolved against the connection's base address.
  record HttpRequest(
      String method,
      String url,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {}

  /// An answer, whatever its status. Header names are in lower case.
  record HttpResponse(int status, Map<String, String> headers, byte[] body) {}
}
