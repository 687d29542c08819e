package io.interline.connector.internal.http;

import io.interline.connector.spi.Field;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every connection to an HTTP API has.
record HttpSettings(
    @Field(
            label = "Base address",
            help = "Paths of steps are added to it.",
            example = "https://api.example.com/v1")
        String baseUrl,
    @Field(
            label = "Headers",
            help = "Sent with every request, one 'Name: value' a line. Not for secrets.",
            example = "Accept: application/json",
            multiline = true,
            advanced = true)
        @Nullable String headers,
    @Field(
            label = "Time-out",
            help = "For one whole request, from 1 second to 5 minutes.",
            def = "PT30S",
            advanced = true)
        Duration timeout) {

  HttpSettings {
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(5)) > 0)
      throw new IllegalArgumentException("the time-out must be PT1S to PT5M");
    if (baseUrl.indexOf('?') >= 0 || baseUrl.indexOf('#') >= 0)
      throw new IllegalArgumentException("the base address must hold neither ? nor #");
    parse(headers);
  }

  /// The headers of a connection's settings.
  static Map<String, String> defaultHeaders(Map<String, String> settings) {
    return parse(settings.get("headers"));
  }

  private static Map<String, String> parse(@Nullable String lines) {
    if (lines == null || lines.isBlank()) return Map.of();
    var headers = new LinkedHashMap<String, String>();
    for (String line : lines.split("\\R", -1)) {
      if (line.isBlank()) continue;
      int colon = line.indexOf(':');
      if (colon < 1)
        throw new IllegalArgumentException(
            "a line of the headers is not of the form 'Name: value'");
      headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return headers;
  }
}
