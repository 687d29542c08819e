package io.interline.flow.internal.execute;

import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.flow.internal.journal.JournalNode;
import io.interline.flow.internal.journal.Shards;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.message.MessageRefused;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.Environment;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.Quotas;
import io.interline.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A node beside a running hub, with an engine of its own over the hub's database. It can die.
final class SecondNode implements AutoCloseable {

  /// So long that no test lives to see its end: what takes over knows that the node is dead.
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final RunningHub hub;
  private final JournalNode store;
  private final Engine engine;
  private final EngineLifecycle lifecycle;

  /// Returns when each of both has a share of the work.
  SecondNode(RunningHub hub) {
    this(hub, hub.bean(Clock.class));
  }

  /// Likewise, with a clock of its own, by which time-outs come.
  SecondNode(RunningHub hub, Clock clock) {
    this.hub = hub;
    try {
      store = new JournalNode(hub.hub().database());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    var tools =
        new Workshop.Tools(
            hub.bean(Plans.class),
            hub.bean(StepRunner.class),
            hub.bean(MessageReader.class),
            clock,
            Generators.timeBasedEpochGenerator()::generate,
            new SimpleMeterRegistry(),
            MemoryBudget.unlimited(),
            1_000);
    var settings = new EngineSettings(0, 1 << 20, LEASE, Duration.ofSeconds(5), 1_000);
    engine = new Engine(store.journal(), store.shards(), hub.bean(Quotas.class), tools, settings);
    lifecycle = new EngineLifecycle(engine);
    lifecycle.start();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              hub.bean(Engine.class).keepLeases();
              engine.keepLeases();
              return engine.isAccepting() && hub.bean(Engine.class).isAccepting();
            });
  }

  Engine engine() {
    return engine;
  }

  /// Sends a message to version 1 of a flow; its run is this node's.
  RunId send(TenantId tenant, FlowId flow, String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    try {
      return engine.accept(
          new NewMessage(
              tenant,
              flow,
              1,
              Environment.PRODUCTION,
              "Test",
              bytes,
              hub.bean(MessageReader.class).read(bytes),
              null,
              NewMessage.Terms.NONE));
    } catch (NotAccepting | MessageRefused e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// From here on the database hears nothing of it; then its threads go.
  void die() {
    store.die();
    engine.lost(IntStream.range(0, Shards.COUNT).boxed().collect(Collectors.toSet()));
    close();
  }

  /// The hub sees that a node died, as it does by itself after a while.
  void isBuried() {
    try (var owner = hub.hub().database().asOwner();
        var statement = owner.createStatement()) {
      statement.execute("update hub_node set seen_at = seen_at - interval '1 minute'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    hub.bean(Engine.class).keepLeases();
  }

  @Override
  public void close() {
    lifecycle.stop();
    store.close();
  }
}
