package io.interline.bench;

import io.interline.bench.OrderLoad.Percentiles;
import io.interline.bench.Receiver.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Forty small calls one after the other in a run, each journaled before the next: from when the
/// message is sent until the last call arrives.
final class SequenceBenchmark implements Benchmark, Consumer<Delivery> {

  private static final int STEPS = 40;
  private static final int WARM_UP_SECONDS = 6;
  private static final int STANDARD_SECONDS = 12;
  private static final String LAST = "/s" + STEPS;

  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentMap<Long, CountDownLatch> open = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "sequence40";
  }

  @Override
  public String summary() {
    return "a run of 40 small journaled calls, 1, 8 and 64 runs at once (--at-once)";
  }

  @Override
  public void accept(Delivery delivery) {
    if (!delivery.path().equals(LAST)) return;
    var waiting = open.remove(Orders.number(delivery.body(), "\"number\":"));
    if (waiting != null) waiting.countDown();
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    var home = report.newHome();
    report.say("Starting a hub with an empty database …");
    try (var receiver = new Receiver(this);
        var hub = HubProcess.start(HubProcess.ownJar(), home, receiver.port())) {
      String path = hub.ask("sequence " + STEPS);
      var rows = new ArrayList<Map<String, Object>>();
      measure(hub.port(), path, 8, options.number("warm-up", WARM_UP_SECONDS));
      for (int atOnce : options.numbers("at-once", 1, 8, 64)) {
        report.say("Measuring " + atOnce + " at once …");
        int seconds = options.seconds(STANDARD_SECONDS);
        var durable = measure(hub.port(), path, atOnce, seconds);
        var memory = measure(hub.port(), HubProcess.ownSteps(path), atOnce, seconds);
        rows.add(row(atOnce, "in memory", memory));
        var row = row(atOnce, "hub, durable", durable);
        row.put("ratio", Math.round(100 * durable.perSecond() / memory.perSecond()) / 100.0);
        rows.add(row);
      }
      report.table(
          "Runs of 40 calls (times of a run in ms)",
          List.of("at once", "target", "ratio", "runs/s", "steps/s", "p50", "p95", "p99", "lost"),
          rows);
    } finally {
      Report.remove(home);
    }
  }

  private static Map<String, Object> row(int atOnce, String target, Measured measured) {
    return Report.row(
        "at once",
        atOnce,
        "target",
        target,
        "runs/s",
        measured.perSecond(),
        "steps/s",
        measured.perSecond() * STEPS,
        "p50",
        measured.took().p50(),
        "p95",
        measured.took().p95(),
        "p99",
        measured.took().p99(),
        "lost",
        measured.lost());
  }

  private record Measured(double perSecond, Percentiles took, long lost) {}

  private Measured measure(int port, String path, int atOnce, int seconds)
      throws InterruptedException {
    var latencies = new Latencies();
    var lost = new AtomicLong();
    long began = System.nanoTime();
    long until = began + seconds * 1_000_000_000L;
    var senders = new ArrayList<Thread>();
    for (int i = 0; i < atOnce; i++)
      senders.add(Thread.ofVirtual().start(() -> send(port, path, until, latencies, lost)));
    for (var sender : senders) sender.join();
    double took = (System.nanoTime() - began) / 1e9;
    return new Measured(
        Math.round(10 * latencies.count() / took) / 10.0,
        new Percentiles(latencies.millis(0.5), latencies.millis(0.95), latencies.millis(0.99)),
        lost.get());
  }

  private void send(int port, String path, long until, Latencies latencies, AtomicLong lost) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      var in = new PlainHttp(socket.getInputStream());
      while (System.nanoTime() < until) {
        long number = numbers.incrementAndGet();
        var over = new CountDownLatch(1);
        open.put(number, over);
        long sent = System.nanoTime();
        socket.getOutputStream().write(Orders.post(path, "{\"number\":" + number + "}"));
        if (in.read().status() == 202 && over.await(1, TimeUnit.MINUTES))
          latencies.add(System.nanoTime() - sent);
        else lost.incrementAndGet();
      }
    } catch (IOException e) {
      System.err.println("load: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
