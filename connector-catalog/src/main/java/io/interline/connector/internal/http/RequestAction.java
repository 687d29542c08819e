package io.interline.connector.internal.http;

import io.interline.connector.spi.Action;
import io.interline.connector.spi.Call;
import io.interline.connector.spi.Call.HttpRequest;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Field;
import io.interline.connector.spi.JsonValue;
import io.interline.connector.spi.Texts;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
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
              help =
                  "Below the connection's base address, or a full address on the same host. Each"
                      + " value of ${…} in it is encoded.",
              example = "/orders/42",
              place = Field.Place.PATH)
          String path,
      @Field(
              label = "Query",
              help = "Parameters after the question mark; a list repeats its parameter.",
              advanced = true)
          @Nullable Map<String, Texts> query,
      @Field(
              label = "Headers",
              help = "Beside those of the connection; credentials belong into the connection.",
              advanced = true)
          @Nullable Map<String, String> headers,
      @Field(
              label = "Body",
              help =
                  "JSON, or text that is sent as it is. With the content type"
                      + " application/x-www-form-urlencoded an object is sent as a form.",
              place = Field.Place.FORM,
              placeIf = "contentType|headers.Content-Type=application/x-www-form-urlencoded",
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
          String success,
      @Field(
              label = "Retry on",
              help = "Statuses that a later try may mend, beside 408, 429 and 5xx.",
              example = "409, 423",
              advanced = true)
          @Nullable String retryOn) {

    Input {
      if (body != null && method.effect() == Effect.READ)
        throw new IllegalArgumentException("a " + method + " request has no body");
      SuccessStatuses.parse(success);
      if (retryOn != null) SuccessStatuses.parse(retryOn);
    }
  }

  record Output(
      @Field(label = "Status", help = "Of HTTP, for example 200.") int status,
      @Field(label = "Headers", help = "Names in lower case.") Map<String, String> headers,
      @Field(label = "Body", help = "JSON; text; or Base64 of anything else. Absent when empty.")
          @Nullable JsonValue body,
      @Field(label = "Note", help = "Why the body is in Base64 though it was said to be text.")
          @Nullable String note) {}

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
    var headers = headers(input, call);
    var request =
        new HttpRequest(
            input.method().name(),
            input.path(),
            query(input),
            headers,
            bytes(input.body(), headers));
    IntPredicate retry =
        input.retryOn() == null ? _ -> false : SuccessStatuses.parse(input.retryOn());
    var response = call.exchange(request, SuccessStatuses.parse(input.success()), retry);
    var body = AnswerBody.of(response, call);
    return new Output(response.status(), response.headers(), body.value(), body.note());
  }

  private static Map<String, List<String>> query(Input input) {
    var given = input.query();
    if (given == null || given.isEmpty()) return Map.of();
    var query = LinkedHashMap.<String, List<String>>newLinkedHashMap(given.size());
    given.forEach((name, texts) -> query.put(name, texts.values()));
    return query;
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

  private static byte[] bytes(@Nullable JsonValue body, Map<String, String> headers)
      throws Permanent {
    if (body == null) return new byte[0];
    if (body.isText()) return body.text().getBytes(StandardCharsets.UTF_8);
    return isForm(headers) ? FormBody.of(body) : body.bytes();
  }

  private static boolean isForm(Map<String, String> headers) {
    for (var header : headers.entrySet())
      if (header.getKey().equalsIgnoreCase("Content-Type"))
        return MediaType.parse(header.getValue()).isForm();
    return false;
  }
}
