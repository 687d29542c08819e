package io.interline.connector.spi;

/// A webhook request as it came in, before parsing.
public interface WebhookRequest extends WebhookHead {

  /// The raw body; not to be changed.
  byte[] body();
}
