package io.interline.bench;

import io.interline.bench.OrderLoad.Demand;
import io.interline.bench.OrderLoad.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The work "order" with orders of many lines: what a larger message costs.
final class PayloadBenchmark implements Benchmark {

  private static final int WARM_UP_SECONDS = 8;
  private static final int STANDARD_SECONDS = 12;
  private static final int CONNECTIONS = 32;
  private static final int LARGE = 1 << 20;

  @Override
  public String name() {
    return "payloads";
  }

  @Override
  public String summary() {
    return "orders of 1 KB, 100 KB and 5 MB (--bytes 1024,102400,5242880)";
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    var home = report.newHome();
    var load = new OrderLoad();
    report.say("Starting a hub with an empty database …");
    try (var receiver = new Receiver(load);
        var hub = HubProcess.start(HubProcess.ownJar(), home, receiver.port())) {
      var rows = new ArrayList<Map<String, Object>>();
      for (int bytes : options.numbers("bytes", Orders.SMALL, 100 << 10, 5 << 20)) {
        report.say("Measuring orders of %,d bytes …".formatted(bytes));
        int connections = bytes >= LARGE ? CONNECTIONS / 8 : CONNECTIONS;
        var demand =
            Demand.most(
                    hub.port(),
                    hub.orderPath(),
                    connections,
                    options.number("warm-up", WARM_UP_SECONDS),
                    options.seconds(STANDARD_SECONDS))
                .of(bytes);
        var result = load.run(demand);
        var memory = load.run(demand.to(List.of(hub.ownStepsPath())));
        var row =
            Report.row(
                "bytes",
                bytes,
                "connections",
                connections,
                "MB/s",
                Math.round(result.deliveredPerSecond() * bytes / 1e4) / 100.0,
                "to own steps",
                Math.round(100 * result.deliveredPerSecond() / memory.deliveredPerSecond())
                    / 100.0);
        row.putAll(result.columns());
        rows.add(row);
      }
      var columns = new ArrayList<>(List.of("bytes", "connections", "MB/s", "to own steps"));
      columns.addAll(Result.COLUMNS);
      report.table("Orders by size (times in ms)", columns, rows);
    } finally {
      Report.remove(home);
    }
  }
}
