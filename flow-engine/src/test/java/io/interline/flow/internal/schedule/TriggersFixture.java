package io.interline.flow.internal.schedule;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.interline.connector.Operations;
import io.interline.flow.FlowId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Triggers;
import io.interline.flow.Triggers.Kind;
import io.interline.flow.Triggers.TriggerDetail;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.Environment;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.Quotas;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A hub whose triggers are seen to only by the nodes that a test makes, and a system with lists
/// that they poll.
final class TriggersFixture implements AutoCloseable {

  static final Environment PRODUCTION = Environment.PRODUCTION;

  final RunningHub hub = RunningHub.start(List.of("interline.triggers.look=0ms"));
  private final Map<String, Source> sources = new ConcurrentHashMap<>();
  private final AtomicInteger names = new AtomicInteger();

  TriggersFixture() {
    hub.receiverDoes(
        (received, exchange) -> {
          var source = sources.get(received.path().substring(1));
          if (source == null) exchange.sendResponseHeaders(404, -1);
          else source.answer(exchange);
        });
  }

  /// A list whose items have growing numbers; it gives those after a number, two on a page.
  final class Source {
    final String name = "list-" + names.incrementAndGet();
    final AtomicInteger polls = new AtomicInteger();
    volatile int items;
    volatile int failing;
    volatile Runnable before = () -> {};
    volatile IntFunction<String> item = i -> "{\"id\":" + i + "}";

    private void answer(HttpExchange exchange) throws IOException {
      polls.incrementAndGet();
      before.run();
      if (failing != 0) {
        exchange.sendResponseHeaders(failing, -1);
        return;
      }
      String query = exchange.getRequestURI().getQuery();
      int after = query == null ? 0 : Integer.parseInt(query.replaceAll(".*=", ""));
      var text = new StringBuilder("[");
      for (int i = after + 1; i <= Math.min(items, after + 2); i++)
        text.append(i == after + 1 ? "" : ",").append(item.apply(i));
      if (items > after + 2)
        exchange
            .getResponseHeaders()
            .set("Link", "</" + name + "?after=" + (after + 2) + ">; rel=\"next\"");
      byte[] body = text.append("]").toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  Source source(int items) {
    var source = new Source();
    source.items = items;
    sources.put(source.name, source);
    return source;
  }

  /// Deploys a flow that polls a source each minute.
  FlowId poll(TestTenant tenant, Source source) {
    hub.deploy(
        tenant,
        """
        format: interline/flow/1
        id: %s
        title: Polls %s
        trigger:
          id: item
          use: http@1/poll
          with: { connection: erp, path: /%s, every: PT1M, since: after }
        steps: [ { id: number, map: ".item.id" } ]
        """
            .formatted(source.name, source.name, source.name));
    return new FlowId(source.name);
  }

  /// Deploys a flow with a schedule whose next time is set.
  FlowId schedule(TestTenant tenant, String with, Instant next) {
    String name = "clock-" + names.incrementAndGet();
    hub.deploy(
        tenant,
        """
        format: interline/flow/1
        id: %s
        title: Scheduled
        trigger: { id: tick, use: schedule@1/cron, with: { %s } }
        steps: [ { id: at, map: ".tick.scheduledAt" } ]
        """
            .formatted(name, with));
    var flow = new FlowId(name);
    sql(
        "update trigger_state set scheduled_at = '"
            + next
            + "', due_at = '"
            + next
            + "'"
            + " where tenant_id = '"
            + tenant.id()
            + "' and flow_id = '"
            + name
            + "'");
    return flow;
  }

  void sql(String text) {
    hub.hub().bean("systemJdbcClient", JdbcClient.class).sql(text).update();
  }

  TriggerTable table() {
    return hub.bean(TriggerTable.class);
  }

  Triggers triggers() {
    return hub.bean(Triggers.class);
  }

  TriggerDetail detail(TestTenant tenant, FlowId flow) {
    return TenantScope.call(tenant.viewer(), () -> triggers().get(flow, PRODUCTION));
  }

  /// Messages of the runs of a flow, oldest first, once all have ended.
  List<String> messages(TestTenant tenant, FlowId flow) {
    var runs = hub.bean(Runs.class);
    return TenantScope.call(
        tenant.viewer(),
        () -> {
          var query = new RunQuery(flow, null, null, null, null, null, null, 500);
          await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () ->
                      TenantScope.call(
                          tenant.viewer(),
                          () ->
                              runs.find(query).items().stream()
                                  .allMatch(run -> run.status() == Runs.Status.SUCCEEDED)));
          return runs.find(query).items().reversed().stream()
              .map(run -> runs.get(run.id()).payload().replaceAll("\\s", ""))
              .toList();
        });
  }

  Node node(SetClock clock) {
    return node(clock, hub.bean(Ingest.class), Duration.ofSeconds(15));
  }

  Node node(SetClock clock, Ingest ingest, Duration claim) {
    return node(clock, ingest, hub.bean(Operations.class), claim);
  }

  Node node(SetClock clock, Ingest ingest, Operations operations, Duration claim) {
    var tools = new TriggerTools(operations, hub.bean(Plans.class), hub.bean(Quotas.class), clock);
    var settings = new TriggerSettings(100, 10, 64, Duration.ZERO, claim);
    return new Node(
        new TriggerClock(
            table(),
            Map.of(
                Kind.SCHEDULE, new Firings(tools, table(), ingest),
                Kind.POLLING, new Polls(tools, table(), ingest, MemoryBudget.unlimited()),
                Kind.STREAM, new Streams(tools, table(), ingest)),
            clock,
            settings,
            new SimpleMeterRegistry(),
            DatabaseStatus.ALWAYS_AVAILABLE));
  }

  /// One node's part that sees to triggers.
  record Node(TriggerClock clock) {

    /// Looks once, and waits until all is seen to and written.
    void look() {
      clock.tick();
      await().atMost(Duration.ofSeconds(20)).until(clock::isIdle);
      clock.tick();
      await().atMost(Duration.ofSeconds(20)).until(clock::isIdle);
    }
  }

  @Override
  public void close() {
    hub.close();
  }
}
