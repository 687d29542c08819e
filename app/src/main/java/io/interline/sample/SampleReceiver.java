package io.interline.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small system on 127.0.0.1 that takes orders, keeps each idempotency key once, and shows on a
/// page what arrived. It remembers the last 200.
final class SampleReceiver implements AutoCloseable {

  private static final int KEPT = 200;
  private static final int LARGEST_BODY = 1_000_000;

  private final HttpServer server;
  private final Clock clock;
  private final JsonMapper json;
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private long count;

  /// @param port 0 for any that is free
  SampleReceiver(int port, Clock clock, JsonMapper json) throws IOException {
    this.clock = clock;
    this.json = json;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      switch (request) {
        case "GET /" -> respond(exchange, 200, "text/html; charset=utf-8", page());
        case "GET /received.json" ->
            respond(exchange, 200, "application/json", json.writeValueAsString(received()));
        case "POST /orders" -> take(exchange);
        default -> respond(exchange, 404, "application/json", "{\"error\":\"not found\"}");
      }
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
    try {
      var order = keep(exchange, json.readTree(body));
      respond(
          exchange,
          201,
          "application/json",
          json.writeValueAsString(Map.of("number", order.number(), "stored", true)));
    } catch (JacksonException e) {
      respond(exchange, 400, "application/json", "{\"error\":\"that is no JSON\"}");
    }
  }

  private synchronized Order keep(HttpExchange exchange, JsonNode body) {
    String key =
        Objects.requireNonNullElseGet(
            exchange.getRequestHeaders().getFirst("Idempotency-Key"), () -> "none " + (count + 1));
    var known = orders.get(key);
    var order =
        known == null
            ? new Order(
                ++count,
                key,
                exchange.getRequestURI().getPath(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                body,
                1)
            : known.again();
    orders.put(key, order);
    if (orders.size() > KEPT) orders.remove(orders.keySet().iterator().next());
    return order;
  }

  private synchronized Received received() {
    return new Received(count, List.copyOf(new ArrayList<>(orders.values()).reversed()));
  }

  private static String page() {
    try (var page = SampleReceiver.class.getResourceAsStream("receiver.html")) {
      return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void respond(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /// All that the page shows.
  record Received(long count, List<Order> orders) {}

  /// One order, however often it was sent.
  record Order(long number, String key, String path, String at, JsonNode body, int times) {
    Order again() {
      return new Order(number, key, path, at, body, times + 1);
    }
  }
}
