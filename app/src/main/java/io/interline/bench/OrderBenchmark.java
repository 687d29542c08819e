package io.interline.bench;

import io.interline.bench.OrderLoad.Demand;
import io.interline.bench.OrderLoad.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The work "order": a JSON order of 1 KB by webhook, checked against a schema, mapped, routed by
/// country, delivered by HTTP POST. The hub runs in a process of its own, the Camel route in
/// another; load and receiver are in this one, on the same machine.
final class OrderBenchmark implements Benchmark {

  private static final int WARM_UP_SECONDS = 8;
  private static final int STANDARD_SECONDS = 12;

  /// What stores nothing does not change with time; nor does a hub at half its load.
  private static final int LONGEST_BESIDE = 60;

  @Override
  public String name() {
    return "order";
  }

  @Override
  public String summary() {
    return "orders of 1 KB by webhook: schema, mapping, routing, HTTP POST; beside a Camel route in memory";
  }

  @Override
  public void run(Options options, Report report) throws IOException, InterruptedException {
    var home = report.newHome();
    var load = new OrderLoad();
    report.say("Starting a hub with an empty database …");
    try (var receiver = new Receiver(load);
        var camel = CamelProcess.start(receiver.port());
        var hub = HubProcess.start(HubProcess.ownJar(), home, receiver.port())) {
      if (camel == null)
        report.say("No Camel here: the ceiling is the hub's own steps, without anything stored.");
      var most = new ArrayList<Map<String, Object>>();
      var half = new ArrayList<Map<String, Object>>();
      for (int connections : options.numbers("connections", 32, 128))
        new Round(load, hub, camel, connections, options, report).measure(most, half);
      var columns =
          new ArrayList<>(
              List.of("connections", "target", "to route", "to components", "to own steps"));
      columns.addAll(Result.COLUMNS);
      report.table("As many as go (times in ms)", columns, most);
      columns.removeAll(List.of("to route", "to components", "to own steps"));
      report.table("Half as many as the hub delivers (times in ms)", columns, half);
    } finally {
      Report.remove(home);
    }
  }

  /// The measurements with one number of connections.
  private record Round(
      OrderLoad load,
      HubProcess hub,
      @Nullable CamelProcess camel,
      int connections,
      Options options,
      Report report) {

    void measure(List<Map<String, Object>> most, List<Map<String, Object>> half)
        throws IOException, InterruptedException {
      int warmUp = options.number("warm-up", WARM_UP_SECONDS);
      int seconds = options.seconds(STANDARD_SECONDS);
      int beside = Math.min(seconds, LONGEST_BESIDE);
      report.say("Measuring " + connections + " connections …");
      var toHub = Demand.most(hub.port(), hub.orderPath(), connections, warmUp, seconds);
      var own = load.run(Demand.most(hub.port(), hub.ownStepsPath(), connections, warmUp, beside));
      Result route = null;
      Result components = null;
      if (camel != null) {
        route =
            load.run(Demand.most(camel.port(), CamelProcess.ROUTE, connections, warmUp, beside));
        components =
            load.run(
                Demand.most(camel.port(), CamelProcess.COMPONENTS, connections, warmUp, beside));
      }
      var durable = load.run(toHub);
      if (route != null) most.add(row("Camel route, in memory", route));
      if (components != null) most.add(row("Camel components, in memory", components));
      most.add(row("own steps, in memory", own));
      var row = row("hub, durable", durable);
      if (route != null) row.put("to route", ratio(durable, route));
      if (components != null) row.put("to components", ratio(durable, components));
      row.put("to own steps", ratio(durable, own));
      most.add(row);
      double rate = durable.deliveredPerSecond() / 2;
      report.say("Measuring %.0f a second …".formatted(rate));
      var atHalf = Demand.most(hub.port(), hub.orderPath(), connections, warmUp, beside).at(rate);
      half.add(row("hub, durable", load.run(atHalf)));
    }

    private Map<String, Object> row(String target, Result result) {
      var row = new LinkedHashMap<String, Object>();
      row.put("connections", connections);
      row.put("target", target);
      row.putAll(result.columns());
      return row;
    }

    private static double ratio(Result one, Result other) {
      return Math.round(100 * one.deliveredPerSecond() / other.deliveredPerSecond()) / 100.0;
    }
  }
}
