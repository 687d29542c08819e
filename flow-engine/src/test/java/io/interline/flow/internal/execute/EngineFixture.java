package io.interline.flow.internal.execute;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.journal.Ending;
import io.interline.flow.internal.journal.Journal;
import io.interline.flow.internal.journal.MemoryJournal;
import io.interline.flow.internal.journal.Shards;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.message.MessageRefused;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.PlanFixtures;
import io.interline.tenant.Environment;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.Quotas;
import io.interline.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An engine over a journal in memory, with one flow for each name.
final class EngineFixture implements AutoCloseable {

  private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

  final MovableClock clock = new MovableClock();
  final MemoryJournal journal;
  final ScriptedOperations operations = new ScriptedOperations();
  final TenantId tenant = new TenantId(UUID.randomUUID());

  /// One whose share cannot be told.
  static final TenantId UNKNOWN = new TenantId(new UUID(7, 7));

  final Isolation isolation = new Isolation(clock, new SimpleMeterRegistry());
  private final Map<FlowId, Plan> plans;
  private final MessageReader messages = new MessageReader();
  private final int itemsInRun;
  private Engine engine;
  private volatile io.interline.tenant.Plan limits =
      new io.interline.tenant.Plan("test", "Test", 1_000, 1_000, 100, 1 << 20);
  private EngineLifecycle lifecycle;

  EngineFixture() {
    this(1_000);
  }

  /// @param itemsInRun of a loop; more are divided
  EngineFixture(int itemsInRun) {
    this.itemsInRun = itemsInRun;
    plans = new ConcurrentHashMap<>();
    journal = new MemoryJournal(clock);
    engine = newEngine();
    lifecycle = new EngineLifecycle(engine);
    lifecycle.start();
  }

  Engine engine() {
    return engine;
  }

  EngineFixture flow(String name, String steps) {
    plans.put(new FlowId(name), PlanFixtures.of(steps, operations));
    return this;
  }

  /// What the tenant may take from now on.
  EngineFixture limits(int backlog, int maxSteps) {
    limits =
        new io.interline.tenant.Plan(
            "test", "Test", 1_000, 1_000, 100, 1 << 20, backlog, maxSteps, null, false, 1);
    return this;
  }

  RunId send(String flow, String message) {
    return send(flow, message, NewMessage.Terms.NONE);
  }

  /// A message that takes turns with others of its key.
  RunId sendInTurn(String flow, String message, String key) {
    return send(flow, message, new NewMessage.Terms(null, null, key));
  }

  RunId sendFor(TenantId tenant, String flow, String message) {
    return send(tenant, flow, message, NewMessage.Terms.NONE);
  }

  private RunId send(String flow, String message, NewMessage.Terms terms) {
    return send(tenant, flow, message, terms);
  }

  private RunId send(TenantId tenant, String flow, String message, NewMessage.Terms terms) {
    try {
      byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
      return engine.accept(
          new NewMessage(
              tenant,
              new FlowId(flow),
              1,
              Environment.DEVELOPMENT,
              "Test",
              bytes,
              messages.read(bytes),
              null,
              terms));
    } catch (NotAccepting | InterruptedException | MessageRefused e) {
      throw new IllegalStateException(e);
    }
  }

  /// The node is gone without a word; another takes over.
  void crash() {
    journal.expire();
    engine = newEngine();
    lifecycle = new EngineLifecycle(engine);
    lifecycle.start();
  }

  Ending ending(RunId run) {
    await().atMost(Duration.ofSeconds(20)).until(() -> journal.endings().containsKey(run));
    return Objects.requireNonNull(journal.endings().get(run));
  }

  private static final class Callees implements StepRunner.Callees {
    @Override
    public JsonNode find(
        StepRunner.Job job, FlowId flow, @Nullable Integer version, JsonNode input) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("run", IDS.generate().toString())
          .put("flow", flow.value())
          .put("version", 1)
          .put("title", "Test");
    }

    @Override
    public UUID newRun() {
      return IDS.generate();
    }
  }

  private Engine newEngine() {
    return engine(
        journal, journal, plans, clock, Duration.ofSeconds(8), () -> limits, itemsInRun, isolation);
  }

  /// An engine of a node.
  static Engine engine(
      Journal journal,
      Shards shards,
      Map<FlowId, Plan> plans,
      Clock clock,
      Duration lease,
      Supplier<io.interline.tenant.Plan> limits) {
    return engine(
        journal,
        shards,
        plans,
        clock,
        lease,
        limits,
        1_000,
        new Isolation(clock, new SimpleMeterRegistry()));
  }

  private static Engine engine(
      Journal journal,
      Shards shards,
      Map<FlowId, Plan> plans,
      Clock clock,
      Duration lease,
      Supplier<io.interline.tenant.Plan> limits,
      int itemsInRun,
      Isolation isolation) {
    var quotas =
        new Quotas() {
          @Override
          public Duration tryAccept(TenantId tenant) {
            return Duration.ZERO;
          }

          @Override
          public io.interline.tenant.Plan plan(TenantId tenant) {
            return limits.get();
          }

          @Override
          public io.interline.tenant.Plan share(TenantId tenant) {
            if (tenant.equals(UNKNOWN)) throw new IllegalStateException("no such tenant");
            return limits.get();
          }

          @Override
          public Load elsewhere(TenantId tenant) {
            return Load.NONE;
          }

          @Override
          public void exchange(UUID node, Map<TenantId, Load> here) {}
        };
    var tools =
        new Workshop.Tools(
            (_, flow, _) -> Objects.requireNonNull(plans.get(flow)),
            new StepRunner(clock, () -> 0.999, new Callees()),
            new MessageReader(),
            clock,
            IDS::generate,
            new SimpleMeterRegistry(),
            MemoryBudget.unlimited(),
            itemsInRun);
    var settings = new EngineSettings(0, 1 << 20, lease, Duration.ofSeconds(5), itemsInRun);
    return new Engine(journal, shards, quotas, tools, settings, isolation);
  }

  @Override
  public void close() {
    lifecycle.stop();
  }
}
