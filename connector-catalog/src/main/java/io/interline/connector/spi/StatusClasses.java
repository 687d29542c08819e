package io.interline.connector.spi;

import io.interline.connector.spi.Call.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.IntPredicate;

/// What a status that is no success means. The one place where statuses are classed.
final class StatusClasses {

  private static final int EXCERPT = 200;

  private StatusClasses() {}

  /// @param retry statuses that a later try may mend, as whoever calls knows
  static ConnectorException failure(HttpResponse response, Instant now, IntPredicate retry) {
    int status = response.status();
    if (status == 401)
      return new ConnectorException.AuthFailed(
          "The other system does not accept the credentials (401)" + excerpt(response));
    var wait = RetryTimes.wait(response.headers(), now);
    if (status == 429 || ((status == 503 || status == 403) && wait != null))
      return new ConnectorException.Throttled(
          "The other system asks for patience (" + status + ")" + excerpt(response), wait);
    if (retry.test(status) && wait != null)
      return new ConnectorException.Throttled(
          "The other system asks to come again later (" + status + ")" + excerpt(response), wait);
    if (status == 408 || status >= 500 || retry.test(status))
      return new ConnectorException.Transient(
          "The other system failed (" + status + ")" + excerpt(response), null);
    String location = response.headers().get("location");
    if (status >= 300 && status < 400 && location != null)
      return new ConnectorException.Permanent(
          "The other system redirects to " + location + " (" + status + "); name that address",
          null);
    return new ConnectorException.Permanent(
        "The other system refused the request (" + status + ")" + excerpt(response), null);
  }

  private static String excerpt(HttpResponse response) {
    var body = response.body();
    int length = Math.min(body.length, EXCERPT * 4);
    String text =
        new String(body, 0, length, StandardCharsets.UTF_8)
            .replaceAll("[\\p{Cntrl}\\s\uFFFD]+", " ")
            .strip();
    if (text.isEmpty()) return ".";
    return ": " + (text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…");
  }
}
