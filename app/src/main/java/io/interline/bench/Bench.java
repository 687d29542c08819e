package io.interline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `./interline bench NAME`: runs a benchmark, prints a table, and writes JSON into
/// `.interline/bench`.
public final class Bench {

  private static final List<Benchmark> ALL =
      List.of(
          new OrderBenchmark(),
          new SequenceBenchmark(),
          new PayloadBenchmark(),
          new TenantsBenchmark(),
          new FairnessBenchmark(),
          new HistoryBenchmark(),
          new PollersBenchmark(),
          new RecoveryBenchmark());

  private Bench() {}

  /// @param arguments name of a benchmark and its options; `--list`, or none, to see what there is
  /// @param hub starts the hub that is measured
  public static void main(String[] arguments, HubStart hub) {
    String name = arguments.length == 0 ? "--list" : arguments[0];
    var rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    try {
      switch (name) {
        case "hub", "fairness-hub", "pollers-hub" -> serve(name, rest, hub);
        case "--list" -> list();
        default -> measure(name, rest);
      }
    } catch (IOException e) {
      System.err.println("The benchmark failed: " + e.getMessage());
      System.exit(1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Is a hub that is measured, as long as who measures lives.
  private static void serve(String name, List<String> options, HubStart hub) throws IOException {
    endWithParent();
    switch (name) {
      case "fairness-hub" -> FairnessHub.main(options, hub);
      case "pollers-hub" -> PollersHub.main(options, hub);
      default -> OrderHub.main(options, hub);
    }
  }

  /// Who measures may be killed: nothing that it started is left behind.
  static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
  }

  private static void measure(String name, List<String> rest)
      throws IOException, InterruptedException {
    var benchmark = find(name);
    if (benchmark == null) {
      System.err.println("There is no benchmark '" + name + "'.");
      list();
      System.exit(2);
      return;
    }
    var report = new Report(name, Path.of(".interline", "bench").toAbsolutePath());
    benchmark.run(Options.parse(rest), report);
    System.out.println("Written to " + report.write());
  }

  private static @Nullable Benchmark find(String name) {
    return ALL.stream().filter(known -> known.name().equals(name)).findFirst().orElse(null);
  }

  private static void list() {
    for (var benchmark : ALL)
      System.out.printf("%-14s %s%n", benchmark.name(), benchmark.summary());
    System.out.println(
        """

        Options of most: --seconds 12, --connections 32,128. A table is printed; the figures are
        written to .interline/bench as JSON.""");
  }
}
