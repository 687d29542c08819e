package io.interline.connector.spi;

import java.util.Optional;

/// The head of a webhook request, before its body is read.
public interface WebhookHead {

  String method();

  /// First value of a header, by name without regard to case.
  Optional<String> header(String name);
}
