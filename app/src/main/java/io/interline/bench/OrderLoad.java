package io.interline.bench;

import io.interline.bench.Receiver.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends orders over connections that each wait for their answer, and times what comes of them.
final class OrderLoad implements Consumer<Delivery> {

  private final AtomicLong numbers = new AtomicLong();
  private volatile @Nullable Window window;

  /// What is sent.
  ///
  /// @param paths of flows; each order goes to one of them by chance
  /// @param warmUp and `seconds`: how long
  /// @param perSecond how many in all; 0 for as many as go. Times count from when an order was
  ///     due, so that a hub that stalls does not slow down what measures it.
  /// @param bytes about so large is each
  record Demand(
      int port,
      List<String> paths,
      int connections,
      int warmUp,
      int seconds,
      double perSecond,
      int bytes) {

    /// Orders of 1 KB, as many as go.
    static Demand most(int port, String path, int connections, int warmUp, int seconds) {
      return new Demand(port, List.of(path), connections, warmUp, seconds, 0, Orders.SMALL);
    }

    Demand at(double perSecond) {
      return new Demand(port, paths, connections, warmUp, seconds, perSecond, bytes);
    }

    Demand of(int bytes) {
      return new Demand(port, paths, connections, warmUp, seconds, perSecond, bytes);
    }

    Demand to(List<String> paths) {
      return new Demand(port, paths, connections, warmUp, seconds, perSecond, bytes);
    }
  }

  /// What one measurement found.
  ///
  /// @param refused answers other than 202
  record Result(
      double acceptedPerSecond,
      double deliveredPerSecond,
      long refused,
      Percentiles accept,
      Percentiles delivery) {

    /// The figures as columns of a table.
    Map<String, Object> columns() {
      var row = new LinkedHashMap<String, Object>();
      row.put("accepted/s", acceptedPerSecond);
      row.put("delivered/s", deliveredPerSecond);
      row.put("accept p50", accept.p50());
      row.put("p95", accept.p95());
      row.put("p99", accept.p99());
      row.put("to delivery p50", delivery.p50());
      row.put(" p95", delivery.p95());
      row.put(" p99", delivery.p99());
      row.put("refused", refused);
      return row;
    }

    static final List<String> COLUMNS =
        List.of(
            "accepted/s",
            "delivered/s",
            "accept p50",
            "p95",
            "p99",
            "to delivery p50",
            " p95",
            " p99",
            "refused");
  }

  /// In milliseconds.
  record Percentiles(double p50, double p95, double p99) {}

  @Override
  public void accept(Delivery delivery) {
    var now = window;
    if (now == null) return;
    long sent = Orders.sent(delivery.body());
    if (sent != 0) now.delivered.add(System.nanoTime() - sent);
  }

  /// Sends for a while, and measures after the warm-up.
  Result run(Demand demand) throws IOException, InterruptedException {
    var senders = new ArrayList<Thread>();
    var running = new AtomicBoolean(true);
    for (int i = 0; i < demand.connections(); i++) {
      var socket = new Socket(InetAddress.getLoopbackAddress(), demand.port());
      double offset = (double) i / demand.connections();
      senders.add(Thread.ofVirtual().start(() -> send(socket, demand, offset, running)));
    }
    pause(demand.warmUp());
    var measured = new Window();
    long began = System.nanoTime();
    window = measured;
    pause(demand.seconds());
    window = null;
    double took = (System.nanoTime() - began) / 1e9;
    running.set(false);
    for (var sender : senders) sender.join();
    return new Result(
        Math.round(10 * measured.accepted.count() / took) / 10.0,
        Math.round(10 * measured.delivered.count() / took) / 10.0,
        measured.refused.sum(),
        percentiles(measured.accepted),
        percentiles(measured.delivered));
  }

  private static Percentiles percentiles(Latencies of) {
    return new Percentiles(of.millis(0.5), of.millis(0.95), of.millis(0.99));
  }

  private static void pause(int seconds) {
    until(System.nanoTime() + seconds * 1_000_000_000L);
  }

  private static void until(long at) {
    while (System.nanoTime() < at) LockSupport.parkNanos(at - System.nanoTime());
  }

  private void send(Socket socket, Demand demand, double offset, AtomicBoolean running) {
    double gap = demand.perSecond() == 0 ? 0 : 1e9 * demand.connections() / demand.perSecond();
    double due = System.nanoTime() + gap * offset;
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new PlainHttp(socket.getInputStream());
      var out = socket.getOutputStream();
      while (running.get()) {
        if (gap > 0) until((long) due);
        long sent = gap > 0 ? (long) due : System.nanoTime();
        due += gap;
        var paths = demand.paths();
        String path = paths.get(ThreadLocalRandom.current().nextInt(paths.size()));
        out.write(Orders.request(path, numbers.incrementAndGet(), sent, demand.bytes()));
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

  private static final class Window {
    final Latencies accepted = new Latencies();
    final Latencies delivered = new Latencies();
    final LongAdder refused = new LongAdder();
  }
}
