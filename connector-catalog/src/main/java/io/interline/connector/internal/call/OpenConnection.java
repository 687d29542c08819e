package io.interline.connector.internal.call;

import io.interline.connector.CallLimits;
import io.interline.connector.internal.network.Target;
import io.interline.connector.internal.registry.ConnectionForms;
import io.interline.connector.internal.schema.BindException;
import io.interline.connector.spi.Call.HttpRequest;
import io.interline.connector.spi.ConnectorException.Permanent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A connection with its secrets opened, ready to sign requests. Lives in memory only.
public final class OpenConnection {

  /// Of connectors whose connections have no field `timeout`.
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private final String connector;
  private final Map<String, String> settings;
  private final Map<String, String> secrets;
  private final UnaryOperator<HttpRequest> signer;
  private final @Nullable Target base;
  private final Duration timeout;
  private final CallLimits limits;
  private final Scrubber scrubber;

  /// @param given all fields, secret ones included
  /// @throws BindException when a field is missing, unknown or wrong
  public OpenConnection(ConnectionForms.Form<?> form, String connector, Map<String, String> given)
      throws BindException {
    var filled = form.fill(given);
    this.connector = connector;
    this.settings = new HashMap<>(filled.fields());
    this.secrets = new HashMap<>(filled.fields());
    settings.keySet().removeAll(form.secrets());
    secrets.keySet().retainAll(form.secrets());
    this.signer = filled.signer();
    this.base = base(settings.get("baseUrl"));
    String limit = settings.get("timeout");
    this.timeout = limit == null ? DEFAULT_TIMEOUT : Duration.parse(limit);
    this.limits = filled.limits();
    this.scrubber = secrets.isEmpty() ? Scrubber.NONE : new Scrubber(hidden());
  }

  /// Id of its connector.
  public String connector() {
    return connector;
  }

  /// Fields that are no secrets.
  public Map<String, String> settings() {
    return Collections.unmodifiableMap(settings);
  }

  /// Any field, secret ones included: for the hub's own checks, never for a connector's call.
  public Optional<String> field(String name) {
    return Optional.ofNullable(settings.containsKey(name) ? settings.get(name) : secrets.get(name));
  }

  /// How the system behind it is spared.
  public CallLimits limits() {
    return limits;
  }

  HttpRequest sign(HttpRequest request) {
    return signer.apply(request);
  }

  @Nullable Target base() {
    return base;
  }

  Duration timeout() {
    return timeout;
  }

  /// Takes this connection's secrets out of texts.
  public Scrubber scrubber() {
    return scrubber;
  }

  /// The secrets, and what a signed request makes of them: `user:password` in Base64, for example.
  private List<String> hidden() {
    var hidden = new ArrayList<>(secrets.values());
    var signed = signer.apply(new HttpRequest("GET", "/", Map.of(), Map.of(), new byte[0]));
    for (String value : signed.headers().values())
      hidden.add(value.substring(value.lastIndexOf(' ') + 1));
    signed.query().values().forEach(hidden::addAll);
    return hidden;
  }

  private static @Nullable Target base(@Nullable String baseUrl) throws BindException {
    if (baseUrl == null || baseUrl.isBlank()) return null;
    try {
      return Target.parse(baseUrl);
    } catch (Permanent e) {
      throw new BindException("'baseUrl' is wrong: " + e.getMessage() + ".");
    }
  }

  /// Names the connector, and nothing that is secret.
  @Override
  public String toString() {
    return "OpenConnection[connector=" + connector + "]";
  }
}
