package io.interline.bench;

import io.interline.bench.OrderLoad.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/// The work "order": a JSON order of 1 KB by webhook, checked against a schema, mapped, routed by
/// country, delivered by HTTP POST. The hub runs in a process of its own; load and receiver are in
/// this one, on the same machine.
final class OrderBenchmark {

  private static final int WARM_UP_SECONDS = 8;
  private static final int STANDARD_SECONDS = 15;
  private static final int[] CONNECTIONS = {32, 128};

  private final Path folder;

  /// @param folder for results
  OrderBenchmark(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  void run(List<String> options) throws IOException, InterruptedException {
    int seconds = options.isEmpty() ? STANDARD_SECONDS : Integer.parseInt(options.getFirst());
    Files.createDirectories(folder);
    var home = Files.createTempDirectory(folder, "hub-");
    var load = new OrderLoad();
    var results = new ArrayList<Result>();
    System.out.println("Starting a hub with an empty database …");
    try (var receiver = new Receiver(load);
        var hub = HubProcess.start(HubProcess.ownJar(), home, receiver.port())) {
      String ceiling = hub.orderPath().replace("/in/", "/in/ceiling/");
      for (int connections : CONNECTIONS) {
        System.out.println("Measuring " + connections + " connections …");
        results.add(load.run("memory", hub.port(), ceiling, connections, WARM_UP_SECONDS, seconds));
        results.add(
            load.run("hub", hub.port(), hub.orderPath(), connections, WARM_UP_SECONDS, seconds));
      }
    } finally {
      delete(home);
    }
    print(results);
    System.out.println("Written to " + write(results));
  }

  private static void print(List<Result> results) {
    String row = "%-11s %-7s %10s %11s %7s   %8s %8s %8s   %8s %8s %8s%n";
    System.out.printf(
        Locale.ROOT,
        row,
        "connections",
        "target",
        "accepted/s",
        "delivered/s",
        "ratio",
        "p50",
        "p95",
        "p99",
        "p50",
        "p95",
        "p99");
    System.out.printf(
        Locale.ROOT, "%52s   %-26s   %s%n", "", "accept, ms", "accept to delivered, ms");
    for (var result : results)
      System.out.printf(
          Locale.ROOT,
          row,
          result.connections(),
          result.target(),
          (long) result.acceptedPerSecond(),
          (long) result.deliveredPerSecond(),
          result.target().equals("hub") ? "%.2f".formatted(ratio(result, results)) : "",
          result.accept().p50(),
          result.accept().p95(),
          result.accept().p99(),
          result.delivery().p50(),
          result.delivery().p95(),
          result.delivery().p99());
    results.stream()
        .filter(result -> result.refused() > 0)
        .forEach(
            result ->
                System.out.println(
                    result.refused() + " refused by " + result.target() + ", of them no figures"));
  }

  private static double ratio(Result hub, List<Result> results) {
    return results.stream()
        .filter(other -> other.target().equals("memory"))
        .filter(other -> other.connections() == hub.connections())
        .mapToDouble(Result::deliveredPerSecond)
        .map(memory -> hub.deliveredPerSecond() / memory)
        .findFirst()
        .orElse(0);
  }

  private Path write(List<Result> results) throws IOException {
    var document = new LinkedHashMap<String, Object>();
    document.put("benchmark", "order");
    document.put("at", Clock.systemUTC().instant().toString());
    document.put("processors", Runtime.getRuntime().availableProcessors());
    document.put("results", results);
    var file = folder.resolve("order-" + Clock.systemUTC().millis() + ".json");
    Files.writeString(
        file,
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(document));
    return file;
  }

  private static void delete(Path home) throws IOException {
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
