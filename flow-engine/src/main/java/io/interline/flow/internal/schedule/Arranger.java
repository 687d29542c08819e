package io.interline.flow.internal.schedule;

import io.interline.connector.Catalog;
import io.interline.connector.Operations;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.Triggers.Kind;
import io.interline.flow.definition.FlowDocument.Trigger;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.internal.DeploymentChanged;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.authoring.LiveFlows.LiveFlow;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.isolation.Loop;
import io.interline.flow.internal.schedule.TriggerTable.Arranged;
import io.interline.flow.internal.schedule.TriggerTable.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Keeps the table of triggers as the deployments want it: at once when one changes, and now and
/// then all of them, for a change whose node died before it could tell.
@Component
class Arranger {

  private static final Logger LOG = LoggerFactory.getLogger(Arranger.class);
  private static final int AT_ONCE = 1_000;
  private static final Duration RARELY = Duration.ofDays(1);

  private final TriggerTable table;
  private final LiveFlows flows;
  private final Catalog catalog;
  private final Operations operations;
  private final Clock clock;
  private final TransactionOperations transactions;
  private final Isolation isolation;

  Arranger(
      TriggerTable table,
      LiveFlows flows,
      Catalog catalog,
      Operations operations,
      Clock clock,
      @Qualifier("system") TransactionOperations transactions,
      Isolation isolation) {
    this.isolation = isolation;
    this.table = table;
    this.flows = flows;
    this.catalog = catalog;
    this.operations = operations;
    this.clock = clock;
    this.transactions = transactions;
  }

  /// Arranges every trigger that is not as its deployment wants it.
  void arrangeAll() {
    int found;
    int left;
    do {
      var astray = table.astray(AT_ONCE);
      left =
          isolation
              .each(Loop.TRIGGER_RECONCILIATION, astray, TriggerKey::member, this::arrange)
              .size();
      found = astray.size();
      // Those that fail are found again: without any other there is nothing more to do now.
    } while (found == AT_ONCE && left < found);
  }

  @EventListener
  void arrange(DeploymentChanged change) {
    arrange(new TriggerKey(change.tenant(), change.flow(), change.environment()));
  }

  private void arrange(TriggerKey key) {
    transactions.executeWithoutResult(
        _ -> {
          var before = table.arranged(key);
          var live = flows.find(key.tenant(), key.flow(), key.environment());
          var trigger = live.map(flow -> FlowDocuments.read(flow.document()).orThrow().trigger());
          var kind = trigger.flatMap(this::kind);
          if (live.isEmpty() || trigger.isEmpty() || kind.isEmpty()) table.turnOff(key);
          else arrange(key, live.get(), trigger.get(), kind.get(), before);
        });
  }

  private void arrange(
      TriggerKey key, LiveFlow flow, Trigger trigger, Kind kind, Optional<Arranged> before) {
    String operation = trigger.use().toString();
    String config = trigger.with().toString();
    boolean same =
        before
            .filter(b -> b.operation().equals(operation) && b.config().equals(config))
            .filter(b -> b.on() == flow.enabled() || b.paused() && flow.enabled())
            .isPresent();
    table.arrange(
        key,
        kind,
        flow.version(),
        operation,
        config,
        same ? null : times(key, flow, trigger, kind));
  }

  private Times times(TriggerKey key, LiveFlow flow, Trigger trigger, Kind kind) {
    var now = clock.instant();
    if (!flow.enabled()) return new Times(null, null);
    return switch (kind) {
      case POLLING, STREAM -> new Times(now, now);
      case SCHEDULE -> {
        var next = next(key, trigger, now);
        yield next == null ? new Times(null, now.plus(RARELY)) : next;
      }
    };
  }

  private @Nullable Times next(TriggerKey key, Trigger trigger, Instant now) {
    try {
      var times = new CronTimes(operations.timetable(trigger.use(), trigger.with()));
      var next = times.after(now);
      return next == null ? null : new Times(next, next.plus(times.offset(key)));
    } catch (ConnectorException e) {
      LOG.error("schedule not understood flow={}: {}", key.flow(), e.getMessage());
      return null;
    }
  }

  private Optional<Kind> kind(Trigger trigger) {
    return catalog
        .operation(trigger.use())
        .flatMap(
            operation ->
                switch (operation.kind()) {
                  case SCHEDULE_TRIGGER -> Optional.of(Kind.SCHEDULE);
                  case POLLING_TRIGGER -> Optional.of(Kind.POLLING);
                  case STREAM_TRIGGER -> Optional.of(Kind.STREAM);
                  case WEBHOOK_TRIGGER, ACTION -> Optional.empty();
                });
  }
}
