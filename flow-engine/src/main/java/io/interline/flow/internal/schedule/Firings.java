package io.interline.flow.internal.schedule;

import io.interline.connector.spi.ConnectorException;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.NotAccepting;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Starts the runs of schedules: a message `{"scheduledAt": …, "firedAt": …}` for each time that is
/// due. The same time twice makes one run.
@Component
final class Firings implements TriggerWork {

  private static final int MOST_AT_ONCE = 100;

  /// A schedule whose times are over, for example one of a year gone by.
  private static final Duration RARELY = Duration.ofDays(1);

  private final TriggerTools tools;
  private final TriggerTable table;
  private final Ingest ingest;

  Firings(TriggerTools tools, TriggerTable table, Ingest ingest) {
    this.tools = tools;
    this.table = table;
    this.ingest = ingest;
  }

  @Override
  public Optional<Finish> see(DueTrigger trigger) throws ConnectorException, NotAccepting {
    ingest.checkRoom(trigger.key().tenant());
    var times = times(trigger);
    var offset = times.offset(trigger.key());
    var now = tools.now();
    var from = Objects.requireNonNullElseGet(trigger.scheduledAt(), () -> now);
    var due = times.due(from, now.minus(offset), MOST_AT_ONCE);
    var next = due.next();
    var dueAt = next == null ? now.plus(RARELY) : next.plus(offset);
    if (due.fire().isEmpty())
      return Optional.of(new Finish(trigger, next, dueAt, null, null, null, null, null, null));
    ingest.acceptAll(
        tools.firings(trigger, due.fire(), "schedule"),
        () -> table.advance(trigger, null, next, dueAt, due.fire().size(), true, now));
    return Optional.empty();
  }

  CronTimes times(DueTrigger trigger) throws ConnectorException {
    return tools.bound(
        trigger,
        CronTimes.class,
        (operations, ref, config) -> new CronTimes(operations.timetable(ref, config)));
  }
}
