package io.interline.bench;

import com.sun.management.OperatingSystemMXBean;
import io.interline.bench.Receiver.Delivery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// 50 tenants that send five orders a second each, beside one that is noisy in some way: how long
/// it takes from the time at which an order of theirs was to be sent until it is delivered. All
/// have the same plan, without limits of rate. Load and receiver share the machine with the hub.
final class FairnessBenchmark implements Benchmark, Consumer<Delivery> {

  private static final int STANDARD_SECONDS = 20;
  private static final int WARM_UP_SECONDS = 10;
  private static final int LEAD_SECONDS = 4;
  private static final int PER_SECOND = 5;
  private static final int LETTERS = 100_000;
  private static final int FILLERS = 32;

  private final AtomicLong numbers = new AtomicLong();
  private volatile @Nullable Window window;
  private int port;

  /// @param p50 and `p99`: of the others, in milliseconds, accepted to delivered
  /// @param refused messages of the others that were not accepted, `refused429` with 429 among them
  /// @param noisy messages of the noisy tenant that were accepted, or letters replayed
  /// @param machine part of the processors' time that was used
  record Result(
      String noise,
      int delivered,
      double p50,
      double p99,
      long refused,
      long refused429,
      long noisy,
      double machine) {}

  @Override
  public void accept(Delivery delivery) {
    if (delivery.path().startsWith("/slow")) LockSupport.parkNanos(30_000_000_000L);
    var now = window;
    int at = delivery.body().indexOf("\"sent\":");
    if (now == null || at < 0) return;
    int end = at + 7;
    while (Character.isDigit(delivery.body().charAt(end))) end++;
    long sent = Long.parseLong(delivery.body().substring(at + 7, end));
    // Those of the noisy tenant say 0.
    if (sent >= now.began) now.delivered.add(System.nanoTime() - sent);
  }

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public String summary() {
    return "50 tenants at 5 orders a second each, beside one that is noisy in one of nine ways";
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    int seconds = options.seconds(STANDARD_SECONDS);
    var home = report.newHome();
    var results = new ArrayList<Result>();
    report.say("Starting a hub with an empty database and 51 tenants …");
    try (var receiver = new Receiver(this);
        var hub =
            HubProcess.start(
                HubProcess.ownJar(), home, receiver.port(), "fairness-hub", Map.of())) {
      port = hub.port();
      var addresses = Files.readAllLines(home.resolve(FairnessHub.ADDRESSES));
      report.say("Warming up …");
      measure(Noise.ALL.getFirst(), addresses, home, WARM_UP_SECONDS);
      int[] all = IntStream.range(0, Noise.ALL.size()).toArray();
      for (int number : options.numbers("noises", all)) {
        var noise = Noise.ALL.get(Math.clamp(number, 0, Noise.ALL.size() - 1));
        report.say("Measuring beside: " + noise.name() + " …");
        results.add(measure(noise, addresses, home, seconds));
      }
    } finally {
      Report.remove(home);
    }
    print(results, report);
  }

  private Result measure(Noise noise, List<String> addresses, Path home, int seconds)
      throws IOException, InterruptedException {
    var running = new AtomicBoolean(true);
    var senders = new ArrayList<Thread>();
    var noisy = new LongAdder();
    String noisyPath = addresses.get(FairnessHub.NOISY.indexOf(noise.flow()));
    if (noise.flow().equals("dead")) fill(noisyPath);
    for (var address : addresses.subList(FairnessHub.NOISY.size(), addresses.size()))
      senders.add(Thread.ofVirtual().start(() -> sendOrders(address, running)));
    var disturbance = new Disturbance(noise, port, noisyPath, numbers, noisy, running);
    for (int i = 0; i < noise.connections(); i++)
      senders.add(Thread.ofVirtual().start(disturbance));
    if (noise.flow().equals("dead")) Files.createFile(home.resolve(FairnessHub.REPLAY));
    pause(LEAD_SECONDS);
    long noisyBefore = noisy.sum();
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    system.getCpuLoad();
    var measured = new Window(System.nanoTime());
    window = measured;
    pause(seconds);
    double machine = system.getCpuLoad();
    running.set(false);
    for (var sender : senders) sender.join();
    // What was sent is on its way for a while yet; a second more is a second more in the figures.
    long patience = System.nanoTime() + 30_000_000_000L;
    while (measured.delivered.count() < measured.accepted.sum() && System.nanoTime() < patience)
      LockSupport.parkNanos(20_000_000);
    window = null;
    long disturbed = noisy.sum() - noisyBefore;
    if (noise.flow().equals("dead")) {
      Files.delete(home.resolve(FairnessHub.REPLAY));
      var count = home.resolve(FairnessHub.REPLAYED);
      if (Files.exists(count)) disturbed = Long.parseLong(Files.readString(count));
    }
    return new Result(
        noise.name(),
        measured.delivered.count(),
        measured.delivered.millis(0.5),
        measured.delivered.millis(0.99),
        measured.refused.sum(),
        measured.refused429.sum(),
        disturbed,
        Math.round(machine * 100) / 100.0);
  }

  private void sendOrders(String path, AtomicBoolean running) {
    long gap = 1_000_000_000L / PER_SECOND;
    long due = System.nanoTime() + ThreadLocalRandom.current().nextLong(gap);
    try (var line = new Line(port)) {
      while (running.get()) {
        pauseUntil(due);
        var now = window;
        int status =
            line.post(
                path,
                Orders.order(numbers.incrementAndGet(), due, Orders.SMALL)
                    .getBytes(StandardCharsets.US_ASCII));
        if (now != null && due >= now.began) now.count(status);
        due += gap;
      }
    } catch (IOException e) {
      System.err.println("load: " + e.getMessage());
    }
  }

  /// Messages that die.
  private void fill(String path) throws InterruptedException {
    byte[] order = Orders.order(1, 0, Orders.SMALL).getBytes(StandardCharsets.US_ASCII);
    var fillers = new ArrayList<Thread>();
    for (int i = 0; i < FILLERS; i++)
      fillers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var line = new Line(port)) {
                      for (int j = 0; j < LETTERS / FILLERS; j++) line.post(path, order);
                    } catch (IOException e) {
                      System.err.println("letters: " + e.getMessage());
                    }
                  }));
    for (var filler : fillers) filler.join();
  }

  private static void pause(int seconds) {
    pauseUntil(System.nanoTime() + seconds * 1_000_000_000L);
  }

  static void pauseUntil(long nanos) {
    while (System.nanoTime() < nanos) LockSupport.parkNanos(nanos - System.nanoTime());
  }

  private static void print(List<Result> results, Report report) {
    double allowed = allowed(results);
    var rows = new ArrayList<Map<String, Object>>();
    for (var result : results)
      rows.add(
          Report.row(
              "noisy tenant",
              result.noise(),
              "delivered",
              result.delivered(),
              "p50",
              result.p50(),
              "p99",
              result.p99(),
              "allowed p99",
              allowed,
              "refused",
              result.refused(),
              "429",
              result.refused429(),
              "noise",
              result.noisy(),
              "machine",
              result.machine()));
    report.table(
        "Accepted to delivered for the other 50 tenants (times in ms)",
        List.copyOf(rows.getFirst().keySet()),
        rows);
  }

  private static double allowed(List<Result> results) {
    double baseline = results.getFirst().p99();
    return Math.max(2 * baseline, baseline + 100);
  }

  private static final class Window {
    private final long began;
    private final Latencies delivered = new Latencies();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder refused429 = new LongAdder();

    Window(long began) {
      this.began = began;
    }

    void count(int status) {
      if (status == 202) {
        accepted.increment();
        return;
      }
      refused.increment();
      if (status == 429) refused429.increment();
    }
  }
}
