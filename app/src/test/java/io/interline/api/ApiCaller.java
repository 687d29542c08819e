package io.interline.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Speaks to the hub as a program of a tenant does.
record ApiCaller(HttpClient http, String hub, String token) {

  private static final JsonMapper JSON = new JsonMapper();

  ApiCaller withToken(String other) {
    return new ApiCaller(http, hub, other);
  }

  Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody(), List.of());
  }

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody(), List.of());
  }

  Answer post(String path, String json, String... headers) {
    return send("POST", path, BodyPublishers.ofString(json), List.of(headers));
  }

  Answer put(String path, String json, String... headers) {
    return send("PUT", path, BodyPublishers.ofString(json), List.of(headers));
  }

  Answer send(String method, String path, BodyPublisher body, List<String> headers) {
    var request = HttpRequest.newBuilder(URI.create(hub + path)).method(method, body);
    if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
    if (body.contentLength() != 0 && !headers.contains("Content-Type"))
      request.header("Content-Type", "application/json");
    if (!headers.isEmpty()) request.headers(headers.toArray(String[]::new));
    return send(request.build());
  }

  /// A token for a client's id and secret, as the authorization server answers it.
  JsonNode token(String clientId, String secret) {
    String credentials =
        Base64.getEncoder()
            .encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return send(HttpRequest.newBuilder(URI.create(hub + "/oauth2/token"))
            .header("Authorization", "Basic " + credentials)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
            .build())
        .body();
  }

  private Answer send(HttpRequest request) {
    try {
      var response = http.send(request, BodyHandlers.ofString());
      return new Answer(response);
    } catch (IOException e) {
      throw new IllegalStateException(request.uri().toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// What came back.
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String text() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode body() {
      return header("Content-Type").contains("json")
          ? JSON.readTree(response.body())
          : MissingNode.getInstance();
    }

    String at(String pointer) {
      return body().at(pointer).asString("");
    }

    String code() {
      return at("/code");
    }
  }
}
