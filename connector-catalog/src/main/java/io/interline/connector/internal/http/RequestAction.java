package io.interline.connector.internal.http;

import io.interline.connector.spi.Action;
import io.interline.connector.spi.Call;
import io.interline.connector.spi.Call.HttpRequest;
import io.interline.connector.spi.Call.HttpResponse;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Field;
import io.interline.connector.spi.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sends one request and takes its answer.
final class RequestAction implements Action<RequestAction.Input, RequestAction.Output> {

  /// Methods of RFC 9110 and 5789 that make sense in a flow.
  enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE,
    HEAD;

    Effect effect() {
      return switch (this) {
        case GET, HEAD -> Effect.READ;
        case PUT, DELETE -> Effect.IDEMPOTENT_WRITE;
        case POST, PATCH -> Effect.WRITE;
      };
    }
  }

  record Input(
      @Field(
              label = "Method",
              help = "What is asked of the other system.",
              def = "GET",
              literal = true)
          Method method,
      @Field(
              label = "Path",
              help = "Below the connection's base address, or a full address on the same host.",
              example = "/orders/42")
          String path,
      @Field(label = "Query", help = "Parameters after the question mark.", advanced = true)
          @Nullable Map<String, String> query,
      @Field(
              label = "Headers",
              help = "Beside those of the connection; credentials belong into the connection.",
              advanced = true)
          @Nullable Map<String, String> headers,
      @Field(
              label = "Body",
              help = "JSON, or text that is sent as it is.",
              multiline = true,
              example = "${.order}",
              showIf = "method=POST|PUT|PATCH|DELETE")
          @Nullable JsonValue body,
      @Field(
              label = "Content type",
              help = "Of the body; application/json, or text/plain for text, when left out.",
              example = "application/json",
              advanced = true,
              showIf = "method=POST|PUT|PATCH|DELETE")
          @Nullable String contentType,
      @Field(
              label = "Success",
              help = "Statuses that count as success; all others fail the step.",
              def = "2xx",
              example = "2xx, 404",
              advanced = true)
          String success) {

    Input {
      if (body != null && method.effect() == Effect.READ)
        throw new IllegalArgumentException("a " + method + " request has no body");
      SuccessStatuses.parse(success);
    }
  }

  record Output(
      @Field(label = "Status", help = "Of HTTP, for example 200.") int status,
      @Field(label = "Headers", help = "Names in lower case.") Map<String, String> headers,
      @Field(label = "Body", help = "JSON; text; or Base64 of anything else. Absent when empty.")
          @Nullable JsonValue body) {}

  @Override
  public String id() {
    return "request";
  }

  @Override
  public String title() {
    return "Request";
  }

  @Override
  public String description() {
    return "Sends an HTTP request and gives its answer to the flow.";
  }

  @Override
  public Effect effect() {
    return Effect.WRITE;
  }

  @Override
  public Effect effect(Input input) {
    return input.method().effect();
  }

  @Override
  public boolean needsConnection() {
    return true;
  }

  @Override
  public Class<Input> input() {
    return Input.class;
  }

  @Override
  public Class<Output> output() {
    return Output.class;
  }

  @Override
  public Output run(Input input, Call call) throws ConnectorException, InterruptedException {
    var request =
        new HttpRequest(
            input.method().name(),
            input.path(),
            input.query() == null ? Map.of() : input.query(),
            headers(input, call),
            bytes(input.body()));
    var response = call.exchange(request, SuccessStatuses.parse(input.success()));
    return new Output(response.status(), response.headers(), body(response, call));
  }

  /// Later ones win: the connection's, the body's type, the key, the step's own.
  private static Map<String, String> headers(Input input, Call call) {
    var headers = new LinkedHashMap<String, String>();
    HttpSettings.defaultHeaders(call.settings())
        .forEach((name, value) -> put(headers, name, value));
    var body = input.body();
    if (input.contentType() != null) put(headers, "Content-Type", input.contentType());
    else if (body != null)
      put(
          headers,
          "Content-Type",
          body.isText() ? "text/plain; charset=utf-8" : "application/json");
    put(headers, "Idempotency-Key", call.idempotencyKey());
    if (input.headers() != null)
      input.headers().forEach((name, value) -> put(headers, name, value));
    return headers;
  }

  private static void put(Map<String, String> headers, String name, String value) {
    headers.keySet().removeIf(name::equalsIgnoreCase);
    headers.put(name, value);
  }

  private static byte[] bytes(@Nullable JsonValue body) {
    if (body == null) return new byte[0];
    return body.isText() ? body.text().getBytes(StandardCharsets.UTF_8) : body.bytes();
  }

  private static @Nullable JsonValue body(HttpResponse response, Call call) {
    if (response.body().length == 0) return null;
    String type = response.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    if (type.contains("json") || type.isEmpty()) {
      var json = call.json(response.body());
      if (json.isPresent()) return json.get();
    }
    if (isText(type)) return call.text(new String(response.body(), StandardCharsets.UTF_8));
    return call.text(Base64.getEncoder().encodeToString(response.body()));
  }

  private static boolean isText(String type) {
    return type.isEmpty()
        || type.startsWith("text/")
        || type.contains("json")
        || type.contains("xml")
        || type.startsWith("application/x-www-form-urlencoded");
  }
}
