package io.interline.bench;

import io.interline.bench.Receiver.Delivery;
import io.interline.startup.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A hub is killed with thousands of runs under way: how long until they run again, on the same hub
/// started anew, and on another node that is there already.
final class RecoveryBenchmark implements Benchmark {

  private static final int STANDARD_RUNS = 5_000;
  private static final int CONNECTIONS = 16;
  private static final long LONGEST_SECONDS = 180;

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public String summary() {
    return "kill -9 with 5,000 runs under way: until they run again, alone and with two nodes (--runs)";
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    int runs = options.number("runs", STANDARD_RUNS);
    var rows = new ArrayList<Map<String, Object>>();
    rows.add(alone(runs, report));
    rows.add(twoNodes(runs, report));
    report.table(
        "Seconds from the kill of a node with runs under way",
        List.of(
            "what",
            "accepted",
            "under way",
            "ready",
            "first again",
            "all done",
            "missing",
            "twice"),
        rows);
  }

  private static Map<String, Object> alone(int runs, Report report)
      throws IOException, InterruptedException {
    var home = report.newHome();
    var jar = HubProcess.ownJar();
    var slow = new Slow();
    try (var receiver = new Receiver(slow)) {
      report.say("Starting a hub …");
      var hub = HubProcess.start(jar, home, receiver.port());
      var accepted = send(hub, runs);
      report.say("%,d runs are accepted; killing the hub …".formatted(accepted.size()));
      long killed = slow.killed(accepted);
      hub.kill();
      slow.release();
      try (var again = HubProcess.start(jar, home, receiver.port())) {
        double ready = seconds(killed);
        return slow.await("same hub, started again", accepted, killed, ready, again);
      }
    } finally {
      Report.remove(home);
    }
  }

  private static Map<String, Object> twoNodes(int runs, Report report)
      throws IOException, InterruptedException {
    var home = report.newHome();
    var jar = HubProcess.ownJar();
    var slow = new Slow();
    report.say("Starting two nodes on one database …");
    try (var installation = Installation.prepare(Map.of("INTERLINE_HOME", home.toString()));
        var receiver = new Receiver(slow)) {
      var variables = database(installation, home);
      var first = HubProcess.start(jar, home, receiver.port(), variables);
      try (var second = HubProcess.start(jar, home, receiver.port(), variables)) {
        shareShards();
        var accepted = send(first, runs);
        report.say("%,d runs are accepted; killing the first node …".formatted(accepted.size()));
        long killed = slow.killed(accepted);
        first.kill();
        slow.release();
        return slow.await("second node takes over", accepted, killed, 0, second);
      } finally {
        first.kill();
      }
    } finally {
      Report.remove(home);
    }
  }

  /// Nodes give one another their share of the work when they renew their leases.
  private static void shareShards() {
    long until = System.nanoTime() + 8_000_000_000L;
    while (System.nanoTime() < until) LockSupport.parkNanos(until - System.nanoTime());
  }

  private static Map<String, String> database(Installation installation, Path home) {
    var properties = installation.properties();
    String url = String.valueOf(properties.get("spring.flyway.url"));
    url += url.contains("?") ? "&" : "?";
    url += "user=" + encoded(properties.get("spring.flyway.user"));
    url += "&password=" + encoded(properties.get("spring.flyway.password"));
    return Map.of(
        "INTERLINE_DATABASE_URL", url, "INTERLINE_KEY_FILE", home.resolve("key").toString());
  }

  private static String encoded(@org.jspecify.annotations.Nullable Object value) {
    return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
  }

  private static double seconds(long since) {
    return Math.round((System.nanoTime() - since) / 1e7) / 100.0;
  }

  /// Sends orders, and says which were accepted.
  private static Set<Long> send(HubProcess hub, int runs) throws InterruptedException {
    Set<Long> accepted = ConcurrentHashMap.newKeySet();
    var numbers = new AtomicLong();
    var senders = new ArrayList<Thread>();
    for (int i = 0; i < CONNECTIONS; i++)
      senders.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
                      var in = new PlainHttp(socket.getInputStream());
                      for (long number = numbers.incrementAndGet();
                          number <= runs;
                          number = numbers.incrementAndGet()) {
                        socket
                            .getOutputStream()
                            .write(Orders.request(hub.orderPath(), number, 1, Orders.SMALL));
                        if (in.read().status() == 202) accepted.add(number);
                      }
                    } catch (IOException e) {
                      System.err.println("load: " + e.getMessage());
                    }
                  }));
    for (var sender : senders) sender.join();
    return accepted;
  }

  /// A receiver that is told of deliveries, and holds them until the hub is killed.
  private static final class Slow implements Consumer<Delivery> {

    private final CountDownLatch held = new CountDownLatch(1);
    private final Set<Long> arrived = ConcurrentHashMap.newKeySet();
    private final AtomicLong twice = new AtomicLong();
    private final AtomicLong firstAt = new AtomicLong();
    private volatile boolean counting;

    @Override
    public void accept(Delivery delivery) {
      if (!counting) {
        try {
          // One that the killed hub sent is not answered, and does not count.
          held.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return;
      }
      firstAt.compareAndSet(0, System.nanoTime());
      long number = Orders.number(delivery.body(), "\"number\":\"WEB-");
      if (!arrived.add(number)) twice.incrementAndGet();
    }

    /// When the kill is.
    long killed(Set<Long> accepted) {
      if (accepted.isEmpty()) throw new IllegalStateException("the hub accepted nothing");
      return System.nanoTime();
    }

    void release() {
      counting = true;
      held.countDown();
    }

    Map<String, Object> await(
        String what, Set<Long> accepted, long killed, double ready, HubProcess hub)
        throws IOException, InterruptedException {
      long until = killed + LONGEST_SECONDS * 1_000_000_000L;
      while (!arrived.containsAll(accepted) && System.nanoTime() < until)
        LockSupport.parkNanos(10_000_000);
      double allDone = seconds(killed);
      while (!hub.ask("under-way").equals("0") && System.nanoTime() < until)
        LockSupport.parkNanos(50_000_000);
      return Report.row(
          "what",
          what,
          "accepted",
          accepted.size(),
          "under way",
          accepted.size(),
          "ready",
          ready,
          "first again",
          firstAt.get() == 0 ? -1.0 : Math.round((firstAt.get() - killed) / 1e7) / 100.0,
          "all done",
          allDone,
          "missing",
          accepted.stream().filter(number -> !arrived.contains(number)).count(),
          "twice",
          twice.get());
    }
  }
}
