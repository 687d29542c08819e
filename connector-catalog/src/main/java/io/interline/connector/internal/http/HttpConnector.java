package io.interline.connector.internal.http;

import io.interline.connector.spi.Action;
import io.interline.connector.spi.AuthScheme;
import io.interline.connector.spi.Call;
import io.interline.connector.spi.Call.HttpRequest;
import io.interline.connector.spi.Connector;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Trigger;
import java.util.List;
import java.util.Map;

/// Calls any HTTP API.
public final class HttpConnector implements Connector {

  @Override
  public Info info() {
    return new Info("http", 1, "HTTP", "Call any system that has an HTTP API.", "globe");
  }

  @Override
  public List<AuthScheme<?>> auth() {
    return List.of(new NoAuth(), new ApiKeyAuth(), new BasicAuth(), new BearerAuth());
  }

  @Override
  public Class<? extends Record> settings() {
    return HttpSettings.class;
  }

  @Override
  public List<Action<?, ?>> actions() {
    return List.of(new RequestAction());
  }

  @Override
  public List<Trigger<?>> triggers() {
    return List.of(new PollTrigger());
  }

  /// Reads the base address. Any answer will do but one that refuses the credentials or a failure
  /// of the server: many APIs have nothing at their base address.
  @Override
  public String testConnection(Call call) throws ConnectorException, InterruptedException {
    var headers = HttpSettings.defaultHeaders(call.settings());
    var request = new HttpRequest("GET", "", Map.of(), headers, new byte[0]);
    var response = call.exchange(request, status -> status < 500 && status != 401 && status != 429);
    if (response.status() == 403)
      throw new ConnectorException.AuthFailed(
          "The other system knows the credentials but allows them nothing there (403).");
    return response.status() < 300
        ? "It answered with status " + response.status() + "."
        : "It can be reached and answered with status "
            + response.status()
            + " at the base address; the credentials were not refused.";
  }
}
