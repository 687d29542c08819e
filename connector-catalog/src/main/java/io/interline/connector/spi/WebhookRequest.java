package io.interline.connector.spi;

import java.util.Optional;

/// A webhook request as it came in, before parsing.
public interface WebhookRequest {

  String method();

  /// First value of a header, by name without regard to case.
  Optional<String> header(String name);

  /// The raw body; not to be changed.
  byte[] body();
}
