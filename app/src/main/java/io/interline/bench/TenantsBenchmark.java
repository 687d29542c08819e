package io.interline.bench;

import io.interline.bench.OrderLoad.Demand;
import io.interline.bench.OrderLoad.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The same number of orders, of one tenant and of many.
final class TenantsBenchmark implements Benchmark {

  private static final int WARM_UP_SECONDS = 8;
  private static final int STANDARD_SECONDS = 12;
  private static final int CONNECTIONS = 32;

  @Override
  public String name() {
    return "tenants";
  }

  @Override
  public String summary() {
    return "orders of 1, 10 and 1,000 tenants (--tenants 1,10,1000)";
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    int[] counts = options.numbers("tenants", 1, 10, 1_000);
    var home = report.newHome();
    var load = new OrderLoad();
    report.say("Starting a hub with an empty database …");
    try (var receiver = new Receiver(load);
        var hub = HubProcess.start(HubProcess.ownJar(), home, receiver.port())) {
      int most = Arrays.stream(counts).max().orElse(1);
      report.say("Adding %,d tenants, each with a live flow …".formatted(most));
      var paths = List.of(hub.ask("tenants " + most).split(" "));
      var rows = new ArrayList<Map<String, Object>>();
      double first = 0;
      for (int count : counts) {
        report.say("Measuring orders of %,d tenants …".formatted(count));
        var demand =
            Demand.most(
                    hub.port(),
                    hub.orderPath(),
                    options.number("connections", CONNECTIONS),
                    options.number("warm-up", WARM_UP_SECONDS),
                    options.seconds(STANDARD_SECONDS))
                .to(paths.subList(0, count));
        var result = load.run(demand);
        if (first == 0) first = result.deliveredPerSecond();
        var memory =
            load.run(demand.to(demand.paths().stream().map(HubProcess::ownSteps).toList()));
        var row =
            Report.row(
                "tenants",
                count,
                "to first",
                Math.round(100 * result.deliveredPerSecond() / first) / 100.0,
                "to own steps",
                Math.round(100 * result.deliveredPerSecond() / memory.deliveredPerSecond())
                    / 100.0);
        row.putAll(result.columns());
        rows.add(row);
      }
      var columns = new ArrayList<>(List.of("tenants", "to first", "to own steps"));
      columns.addAll(Result.COLUMNS);
      report.table("Orders by number of tenants (times in ms)", columns, rows);
    } finally {
      Report.remove(home);
    }
  }
}
