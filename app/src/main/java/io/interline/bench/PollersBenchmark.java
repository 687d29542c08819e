package io.interline.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The work "pollers": ten thousand flows that each ask another system once a minute whether there
/// is news; there is none. Measured is how late each request comes, and what hub and database take
/// of the processors meanwhile.
final class PollersBenchmark implements Benchmark {

  private static final int FLOWS = 10_000;
  private static final int WARM_UP_SECONDS = 30;
  private static final int SECONDS = 120;
  private static final long MINUTE = 60_000;

  private final Clock clock = Clock.systemUTC();
  private volatile boolean measuring;

  @Override
  public String name() {
    return "pollers";
  }

  @Override
  public String summary() {
    return "10,000 flows that each poll another system once a minute: how late, and at what cost (--flows)";
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    int flows = options.number("flows", FLOWS);
    int seconds = options.seconds(SECONDS);
    var home = report.newHome();
    var late = new Latencies();
    var receiver = receiver(flows, late);
    Process hub = null;
    try {
      report.say("Starting a hub with " + flows + " polls a minute …");
      hub = start(home, receiver.getAddress().getPort(), flows);
      // The first polls are due with the second full minute from the start on.
      pause(MINUTE - clock.millis() % MINUTE + MINUTE + WARM_UP_SECONDS * 1_000L);
      measuring = true;
      var before = cpu(hub, home);
      long began = System.nanoTime();
      pause(seconds * 1_000L);
      measuring = false;
      var after = cpu(hub, home);
      print(flows, seconds, late, before, after, System.nanoTime() - began, report);
    } finally {
      if (hub != null) {
        hub.destroy();
        if (!hub.waitFor(60, TimeUnit.SECONDS)) hub.destroyForcibly();
      }
      receiver.stop(0);
      Report.remove(home);
    }
  }

  private HttpServer receiver(int flows, Latencies late) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, flows, late));
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange, int flows, Latencies late) throws IOException {
    long now = clock.millis();
    int number = Integer.parseInt(exchange.getRequestURI().getPath().substring("/poll-".length()));
    long due = number * MINUTE / flows;
    // The first was polled when it was deployed, and stays in step with that.
    if (measuring && number > 0)
      late.add(TimeUnit.MILLISECONDS.toNanos(Math.floorMod(now % MINUTE - due, MINUTE)));
    byte[] empty = "[]".getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, empty.length);
    exchange.getResponseBody().write(empty);
    exchange.close();
  }

  private static Process start(Path home, int receiver, int flows) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            HubProcess.ownJar().toString(),
            "bench",
            "pollers-hub",
            home.toString(),
            Integer.toString(receiver),
            Integer.toString(flows)));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine())
      if (line.startsWith(PollersHub.READY)) {
        Thread.ofVirtual().start(() -> drop(output));
        return process;
      }
    throw new IOException("the hub did not start");
  }

  private static void drop(BufferedReader output) {
    try {
      while (output.readLine() != null) {
        // nobody reads it, but the hub must be able to write
      }
    } catch (IOException e) {
      // the process is gone
    }
  }

  /// Time of the processors.
  private record Cpu(Duration hub, Duration database) {}

  /// The database's processes are those at work in a folder of the installation.
  private static Cpu cpu(Process hub, Path home) {
    var database = Duration.ZERO;
    for (var process : ProcessHandle.allProcesses().toList()) {
      if (process.pid() == hub.pid() || !worksIn(process, home)) continue;
      database = database.plus(process.info().totalCpuDuration().orElse(Duration.ZERO));
    }
    return new Cpu(hub.info().totalCpuDuration().orElse(Duration.ZERO), database);
  }

  private static boolean worksIn(ProcessHandle process, Path home) {
    try {
      return Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath().startsWith(home);
    } catch (IOException e) {
      return false;
    }
  }

  private static void print(
      int flows, int seconds, Latencies late, Cpu before, Cpu after, long nanos, Report report) {
    double hub = after.hub().minus(before.hub()).toNanos() / (double) nanos;
    double database = after.database().minus(before.database()).toNanos() / (double) nanos;
    var row =
        Report.row(
            "flows",
            flows,
            "polls due",
            Math.round(flows * seconds / 60.0),
            "polls",
            late.count(),
            "p50 late",
            late.millis(0.5),
            "p99 late",
            late.millis(0.99),
            "latest",
            late.millis(1),
            "hub",
            Math.round(hub * 1_000) / 1_000.0,
            "database",
            Math.round(database * 1_000) / 1_000.0);
    report.table(
        "Polls after they were due (times in ms; shares of one processor)",
        List.copyOf(row.keySet()),
        List.of(row));
  }

  private static void pause(long millis) throws InterruptedException {
    new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }
}
