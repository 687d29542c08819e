package io.interline.connector.testkit;

import io.interline.connector.spi.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A POST request to a webhook, by its headers and its body.
public record SentWebhook(Map<String, String> headers, String text) implements WebhookRequest {

  public SentWebhook {
    var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = byName;
  }

  /// The same request with another value of a header.
  public SentWebhook with(String name, String value) {
    var changed = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(headers);
    changed.put(name, value);
    return new SentWebhook(changed, text);
  }

  /// The same request without a header.
  public SentWebhook without(String name) {
    var changed = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(headers);
    changed.remove(name);
    return new SentWebhook(changed, text);
  }

  /// The same headers with another body.
  public SentWebhook withBody(String other) {
    return new SentWebhook(headers, other);
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  @Override
  public byte[] body() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
