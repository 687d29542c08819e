package io.interline.bench;

import io.interline.bench.Receiver.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends orders over connections that each wait for their answer, and times what comes of them.
final class OrderLoad implements Consumer<Delivery> {

  private static final String[] COUNTRIES = {"GB", "DE", "FR", "US"};

  private final AtomicLong numbers = new AtomicLong();
  private volatile @Nullable Window window;

  /// What one measurement found.
  ///
  /// @param refused answers other than 202
  record Result(
      String target,
      int connections,
      double seconds,
      double acceptedPerSecond,
      double deliveredPerSecond,
      long refused,
      Percentiles accept,
      Percentiles delivery) {}

  /// In milliseconds.
  record Percentiles(double p50, double p95, double p99) {}

  @Override
  public void accept(Delivery delivery) {
    var now = window;
    if (now == null) return;
    int at = delivery.body().indexOf("\"sent\":");
    if (at < 0) return;
    int end = at + 7;
    while (Character.isDigit(delivery.body().charAt(end))) end++;
    long sent = Long.parseLong(delivery.body().substring(at + 7, end));
    now.delivered.add(System.nanoTime() - sent);
  }

  /// @param warmUp and `seconds`: how long
  Result run(String target, int port, String path, int connections, int warmUp, int seconds)
      throws IOException, InterruptedException {
    var senders = new ArrayList<Thread>();
    var running = new java.util.concurrent.atomic.AtomicBoolean(true);
    for (int i = 0; i < connections; i++) {
      var socket = new Socket(InetAddress.getLoopbackAddress(), port);
      senders.add(Thread.ofVirtual().start(() -> send(socket, path, running)));
    }
    pause(warmUp);
    var measured = new Window();
    long began = System.nanoTime();
    window = measured;
    pause(seconds);
    window = null;
    double took = (System.nanoTime() - began) / 1e9;
    running.set(false);
    for (var sender : senders) sender.join();
    return new Result(
        target,
        connections,
        took,
        Math.round(measured.accepted.count() / took),
        Math.round(measured.delivered.count() / took),
        measured.refused.sum(),
        percentiles(measured.accepted),
        percentiles(measured.delivered));
  }

  private static Percentiles percentiles(Latencies of) {
    return new Percentiles(of.millis(0.5), of.millis(0.95), of.millis(0.99));
  }

  private static void pause(int seconds) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < until) LockSupport.parkNanos(until - System.nanoTime());
  }

  private void send(Socket socket, String path, java.util.concurrent.atomic.AtomicBoolean running) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new PlainHttp(socket.getInputStream());
      var out = socket.getOutputStream();
      while (running.get()) {
        long sent = System.nanoTime();
        out.write(request(path, sent));
        int status = in.read().status();
        var now = window;
        if (now == null) continue;
        if (status == 202) now.accepted.add(System.nanoTime() - sent);
        else now.refused.increment();
      }
    } catch (IOException e) {
      System.err.println("load: " + e.getMessage());
    }
  }

  private byte[] request(String path, long sent) {
    byte[] body = order(numbers.incrementAndGet(), sent).getBytes(StandardCharsets.US_ASCII);
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /// About 1 KB.
  static String order(long number, long sent) {
    var lines = new StringBuilder();
    for (int line = 1; line <= 6; line++)
      lines
          .append(line == 1 ? "" : ",")
          .append("{\"sku\":\"SKU-")
          .append(10_000 + line * 37)
          .append("\",\"name\":\"Article number ")
          .append(line)
          .append("\",\"qty\":")
          .append(line)
          .append(",\"price\":")
          .append(line * 7.25)
          .append(",\"taxRate\":0.2}");
    return """
        {"orderId":"WEB-%d","sent":%d,"placedAt":"2026-01-31T10:00:00Z","currency":"EUR",\
        "customer":{"id":"C-%d","name":"Ann Example","email":"ann@example.org","phone":"+44 20 7946 0000",\
        "address":{"street":"1 Example Road","city":"London","postcode":"EC1A 1AA","country":"%s"}},\
        "channel":"web","note":"Please leave with the neighbour if nobody is at home.","lines":[%s]}"""
        .formatted(number, sent, number % 1_000, COUNTRIES[(int) (number % 4)], lines);
  }

  private static final class Window {
    final Latencies accepted = new Latencies();
    final Latencies delivered = new Latencies();
    final LongAdder refused = new LongAdder();
  }
}
