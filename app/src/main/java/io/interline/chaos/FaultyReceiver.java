package io.interline.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/// The system that flows deliver to. It notes a call before it answers, and answers as it is told.
final class FaultyReceiver implements AutoCloseable {

  private static final byte[] OK = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);

  private final HttpServer server;
  private final Ledger ledger;
  private volatile Mood mood = Mood.WELL;

  /// How it answers.
  enum Mood {
    WELL,
    /// Not at all, for longer than anybody waits.
    HANGS,
    /// A byte each ten seconds.
    DRIPS,
    /// Closes the connection after it did the work.
    RESETS,
    /// 503 with Retry-After, and does nothing.
    BUSY
  }

  FaultyReceiver(Ledger ledger) throws IOException {
    this.ledger = ledger;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::receive);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// A part of the calls meets this mood from now on; the others are answered well.
  void is(Mood mood) {
    this.mood = mood;
  }

  private void receive(HttpExchange exchange) throws IOException {
    var now = ThreadLocalRandom.current().nextInt(3) == 0 ? mood : Mood.WELL;
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (now != Mood.BUSY)
        ledger.arrived(
            exchange.getRequestURI().getPath(),
            body,
            Objects.requireNonNullElse(
                exchange.getRequestHeaders().getFirst("Idempotency-Key"), ""));
      switch (now) {
        case WELL -> answer(exchange, 200);
        case HANGS -> pause(20);
        case DRIPS -> drip(exchange);
        case RESETS -> {
          // Closed without an answer.
        }
        case BUSY -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          answer(exchange, 503);
        }
      }
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, OK.length);
    exchange.getResponseBody().write(OK);
  }

  private static void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, OK.length);
    for (byte each : OK) {
      exchange.getResponseBody().write(each);
      exchange.getResponseBody().flush();
      pause(10);
    }
  }

  private static void pause(int seconds) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < until) LockSupport.parkNanos(until - System.nanoTime());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
