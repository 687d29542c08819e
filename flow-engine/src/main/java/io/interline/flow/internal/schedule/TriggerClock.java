package io.interline.flow.internal.schedule;

import io.interline.connector.spi.ConnectorException;
import io.interline.flow.Triggers.Kind;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.flow.internal.execute.Unforeseen;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.isolation.Loop;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.TenantId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Takes the triggers that are due, and has them seen to, each on a virtual thread. Every node
/// does; the table gives each trigger to one of them. [#tick] is to be called several times a
/// second.
final class TriggerClock {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerClock.class);

  private final TriggerTable table;
  private final Map<Kind, TriggerWork> work;
  private final Clock clock;
  private final TriggerSettings settings;
  private final DatabaseStatus database;
  private final Isolation isolation;
  private final Timer delay;
  private final Counter failures;
  private final Map<TriggerKey, UnderWay> underWay = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Finish> finishes = new ConcurrentLinkedQueue<>();
  private long renewedAt = System.nanoTime();

  private record UnderWay(DueTrigger trigger, Thread thread) {}

  TriggerClock(
      TriggerTable table,
      Map<Kind, TriggerWork> work,
      Clock clock,
      TriggerSettings settings,
      MeterRegistry meters,
      DatabaseStatus database) {
    this(table, work, clock, settings, meters, database, new Isolation(clock, meters));
  }

  /// @param isolation keeps one trigger from stopping all
  TriggerClock(
      TriggerTable table,
      Map<Kind, TriggerWork> work,
      Clock clock,
      TriggerSettings settings,
      MeterRegistry meters,
      DatabaseStatus database,
      Isolation isolation) {
    this.isolation = isolation;
    this.table = table;
    this.database = database;
    this.work = Map.copyOf(work);
    this.clock = clock;
    this.settings = settings;
    this.delay =
        Timer.builder("interline.triggers.delay")
            .description("from the time a trigger is due to the start of its work")
            .publishPercentiles(0.5, 0.99)
            .register(meters);
    this.failures = meters.counter("interline.triggers.failures");
    meters.gauge("interline.triggers.underway", underWay, Map::size);
  }

  /// Writes what ended, keeps the claims of what goes on, takes what is due.
  void tick() {
    flush();
    renew();
    int taken;
    do {
      taken = takeDue();
    } while (taken == settings.atOnce());
  }

  /// Whether nothing is under way.
  boolean isIdle() {
    return underWay.isEmpty();
  }

  /// Interrupts what is under way, and gives it to other nodes. When the database is away they get
  /// it after the claim.
  void stop() {
    var left = List.copyOf(underWay.values());
    left.forEach(each -> each.thread().interrupt());
    try {
      flush();
      table.release(left.stream().map(UnderWay::trigger).toList());
    } catch (RuntimeException e) {
      if (!database.explains(e)) throw e;
    }
  }

  /// Forgets all, like a process that is killed: nothing is written or released.
  void crash() {
    underWay.values().forEach(each -> each.thread().interrupt());
    underWay.clear();
    finishes.clear();
  }

  private int takeDue() {
    var kinds = EnumSet.noneOf(Kind.class);
    int streams = count(Kind.STREAM);
    int others = underWay.size() - streams;
    if (others < settings.slots()) kinds.addAll(EnumSet.of(Kind.SCHEDULE, Kind.POLLING));
    if (streams < settings.streams()) kinds.add(Kind.STREAM);
    if (kinds.isEmpty()) return 0;
    var due = table.claim(clock.instant(), settings.claim(), settings.atOnce(), kinds, full());
    isolation.each(Loop.TRIGGERS, due, DueTrigger::member, this::begin);
    return due.size();
  }

  private int count(Kind kind) {
    int count = 0;
    for (var each : underWay.values()) if (each.trigger().kind() == kind) count++;
    return count;
  }

  /// Tenants that have their share of this node's slots.
  private Set<TenantId> full() {
    var counts = new HashMap<TenantId, Integer>();
    for (var each : underWay.values()) counts.merge(each.trigger().key().tenant(), 1, Integer::sum);
    return counts.entrySet().stream()
        .filter(count -> count.getValue() >= settings.slotsOfOneTenant())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private void begin(DueTrigger trigger) {
    var late = Duration.between(trigger.dueAt(), clock.instant());
    delay.record(late.isNegative() ? Duration.ZERO : late);
    var thread =
        Thread.ofVirtual().name("trigger " + trigger.key().flow()).unstarted(() -> see(trigger));
    var before = underWay.put(trigger.key(), new UnderWay(trigger, thread));
    if (before != null) before.thread().interrupt(); // its claim was lost
    thread.start();
  }

  private void see(DueTrigger trigger) {
    try {
      attempt(trigger).ifPresent(finishes::add);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underWay.computeIfPresent(
          trigger.key(), (_, now) -> now.thread() == Thread.currentThread() ? null : now);
    }
  }

  private Optional<Finish> attempt(DueTrigger trigger) throws InterruptedException {
    try {
      return Objects.requireNonNull(work.get(trigger.kind())).see(trigger);
    } catch (ConnectorException e) {
      failures.increment();
      return Optional.of(Failures.of(trigger, e, clock.instant()));
    } catch (NotAccepting e) {
      return Optional.of(Failures.of(trigger, e, clock.instant()));
    } catch (Plans.UnknownPlan e) {
      LOG.error("trigger of a flow that cannot be run: {}", e.getMessage());
      return Optional.of(Failures.of(trigger, e, clock.instant()));
    } catch (DataAccessException e) {
      // Kept or not: when the claim is over, another look begins where the table says.
      if (!database.explains(e))
        LOG.warn("trigger not seen to flow={}: {}", trigger.key().flow(), e.toString());
      return Optional.empty();
    } catch (RuntimeException e) {
      LOG.error("trigger not seen to flow={}", trigger.key().flow(), e);
      return Optional.of(
          Failures.of(
              trigger, new ConnectorException.Permanent(Unforeseen.WORDS, e), clock.instant()));
    }
  }

  private void flush() {
    var ended = new ArrayList<Finish>();
    for (var finish = finishes.poll(); finish != null; finish = finishes.poll()) ended.add(finish);
    if (ended.isEmpty()) return;
    var now = clock.instant();
    try {
      var unwritten =
          isolation.halved(
              Loop.TRIGGER_RESULTS,
              ended,
              finish -> finish.trigger().member(),
              part -> table.finish(part, now));
      for (var finish : unwritten)
        table.finish(List.of(Failures.unwritable(finish.trigger(), now)), now);
    } catch (RuntimeException e) {
      finishes.addAll(ended);
      throw e;
    }
  }

  private void renew() {
    long now = System.nanoTime();
    if (now - renewedAt < settings.claim().toNanos() / 3) return;
    renewedAt = now;
    var held = List.copyOf(underWay.values());
    var kept = table.renew(held.stream().map(UnderWay::trigger).toList(), settings.claim());
    for (var each : held)
      if (!kept.contains(each.trigger().key()) && underWay.get(each.trigger().key()) == each)
        each.thread().interrupt();
  }
}
