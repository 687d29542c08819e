package io.interline.connector.spi;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// All that a connector may have of the hub while it works: guarded network access already signed
/// by the connection, an idempotency key, a deadline. It never sees tokens.
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
  /// @return the answer, whatever its status
  /// @throws ConnectorException.Transient for time-outs, refused and broken connections
  /// @throws ConnectorException.Permanent for an address that the installation does not allow, and
  ///     for one outside the connection's base address
  HttpResponse send(HttpRequest request) throws ConnectorException, InterruptedException;

  /// Sends a request and takes the answer only when its status counts as success.
  ///
  /// @throws ConnectorException classed by the status: 401 AuthFailed; 429, and 403 or 503 that say
  ///     when to come again, Throttled; 408 and other 5xx Transient; all else Permanent
  default HttpResponse exchange(HttpRequest request, IntPredicate success)
      throws ConnectorException, InterruptedException {
    return exchange(request, success, _ -> false);
  }

  /// The same, with statuses that a later try may mend though they say otherwise.
  ///
  /// @param retry statuses that are classed Transient, unless they ask for patience
  default HttpResponse exchange(HttpRequest request, IntPredicate success, IntPredicate retry)
      throws ConnectorException, InterruptedException {
    var response = send(request);
    if (success.test(response.status())) return response;
    refused(response);
    throw StatusClasses.failure(response, clock().instant(), retry);
  }

  /// Keeps an answer that is no success, for the people who look at the step. [#exchange] does it
  /// by itself.
  default void refused(HttpResponse response) {}

  /// Parses JSON; empty when the bytes are no JSON.
  ///
  /// @throws ConnectorException.Permanent when it holds more values than the hub takes
  /// @throws ConnectorException.Transient when there is no memory for it in time
  Optional<JsonValue> json(byte[] utf8) throws ConnectorException, InterruptedException;

  /// A JSON string.
  JsonValue text(String value);

  /// Waits without holding a thread of the system.
  ///
  /// @throws ConnectorException.Permanent when the pause would end after the deadline
  void pause(Duration duration) throws ConnectorException, InterruptedException;

  /// Writes to the run's log, visible beside the step.
  void log(String line);

  /// A request. A relative `url` is resolved against the connection's base address; an absolute
  /// one must lie on the same host. Names and values of the query are encoded; a name with several
  /// values is repeated.
  record HttpRequest(
      String method,
      String url,
      Map<String, List<String>> query,
      Map<String, String> headers,
      byte[] body) {

    /// Names method and address; headers, query and body may be secret.
    @Override
    public String toString() {
      return method + " " + url;
    }
  }

  /// An answer, whatever its status. Header names are in lower case.
  record HttpResponse(int status, Map<String, String> headers, byte[] body) {

    @Override
    public String toString() {
      return "HttpResponse[status=" + status + ", bytes=" + body.length + "]";
    }
  }
}
