package io.interline.bench;

import io.interline.bench.OrderLoad.Demand;
import io.interline.bench.OrderLoad.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What a long history costs: the lists of runs, and the work "order", with a million runs stored.
final class HistoryBenchmark implements Benchmark {

  private static final int WARM_UP_SECONDS = 8;
  private static final int STANDARD_SECONDS = 12;
  private static final int CONNECTIONS = 32;

  @Override
  public String name() {
    return "million-runs";
  }

  @Override
  public String summary() {
    return "each list of runs, and orders, with a million runs stored (--runs, --times)";
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    int count = options.number("runs", 1_000_000);
    var home = report.newHome();
    var load = new OrderLoad();
    report.say("Starting a hub with an empty database …");
    try (var receiver = new Receiver(load);
        var hub = HubProcess.start(HubProcess.ownJar(), home, receiver.port())) {
      var rows = new ArrayList<Map<String, Object>>();
      report.say("Measuring orders without a history …");
      var empty = measure(load, hub, options);
      rows.add(row("empty", empty));
      report.say("Filling in %,d runs …".formatted(count));
      long began = System.nanoTime();
      hub.ask("fill " + count);
      report.say("Took %d s.".formatted((System.nanoTime() - began) / 1_000_000_000));
      report.say("Measuring lists …");
      var lists =
          JsonMapper.builder()
              .build()
              .readValue(
                  hub.ask("lists " + options.number("times", 100)),
                  new TypeReference<List<Map<String, Object>>>() {});
      report.table(
          "A page of 50, with %,d runs stored (ms, at the service)".formatted(count),
          List.of("list", "rows", "p50", "p99"),
          lists);
      report.say("Measuring orders with the history …");
      var full = measure(load, hub, options);
      var row = row("%,d runs".formatted(count), full);
      row.put(
          "to empty",
          Math.round(100 * full.deliveredPerSecond() / empty.deliveredPerSecond()) / 100.0);
      rows.add(row);
      var columns = new ArrayList<>(List.of("stored", "to empty"));
      columns.addAll(Result.COLUMNS);
      report.table("Orders with 32 connections (times in ms)", columns, rows);
    } finally {
      Report.remove(home);
    }
  }

  private static Result measure(OrderLoad load, HubProcess hub, Options options)
      throws IOException, InterruptedException {
    int warmUp = options.number("warm-up", WARM_UP_SECONDS);
    int seconds = options.seconds(STANDARD_SECONDS);
    return load.run(Demand.most(hub.port(), hub.orderPath(), CONNECTIONS, warmUp, seconds));
  }

  private static Map<String, Object> row(String stored, Result result) {
    var row = Report.row("stored", stored);
    row.putAll(result.columns());
    return row;
  }
}
