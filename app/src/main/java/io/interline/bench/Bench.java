package io.interline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// `./interline bench NAME`: runs a benchmark, prints a table, and writes JSON into
/// `.interline/bench`.
public final class Bench {

  private Bench() {}

  /// @param arguments name of a benchmark and its options; `--list`, or none, to see what there is
  /// @param hub starts the hub that is measured
  public static void main(String[] arguments, HubStart hub) {
    String name = arguments.length == 0 ? "--list" : arguments[0];
    var options = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    try {
      switch (name) {
        case "order" -> new OrderBenchmark(Path.of(".interline", "bench")).run(options);
        case "fairness" -> new FairnessBenchmark(Path.of(".interline", "bench")).run(options);
        case "fairness-hub" -> FairnessHub.main(options, hub);
        case "pollers" -> new PollersBenchmark(Path.of(".interline", "bench")).run(options);
        case "pollers-hub" -> PollersHub.main(options, hub);
        case "hub" -> OrderHub.main(options, hub);
        case "--list" -> list();
        default -> {
          System.err.println("There is no benchmark '" + name + "'.");
          list();
          System.exit(2);
        }
      }
    } catch (IOException e) {
      System.err.println("The benchmark failed: " + e.getMessage());
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void list() {
    System.out.println(
        """
        order [SECONDS]   orders of 1 KB by webhook: schema, mapping, routing, HTTP POST; with 32
                          and 128 connections, beside the same work in memory
        fairness [SECONDS] 50 tenants at 5 a second each, beside one that is noisy: by volume,
                          slowness, large bodies, heavy mappings, replays of dead letters
        pollers [FLOWS [SECONDS]]
                          10,000 flows that each poll another system once a minute: how late, and
                          what it takes of the processors""");
  }
}
