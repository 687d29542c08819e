package io.interline.flow.internal.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.Operations.PollHandle;
import io.interline.connector.Operations.PolledPage;
import io.interline.connector.json.ExactJson;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.tenant.MemoryBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Polls: asks for a page, makes its items and the cursor behind it durable in one transaction, and
/// goes on while there are more pages. A tenant whose backlog is full is not asked for until
/// there is room; nothing is fetched that could not be kept.
@Component
final class Polls implements TriggerWork {

  /// After so many pages others have their turn; the rest follows at once.
  private static final int PAGES = 20;

  private static final Duration CALL_WITHIN = Duration.ofSeconds(60);

  private final TriggerTools tools;
  private final TriggerTable table;
  private final Ingest ingest;
  private final MemoryBudget memory;

  Polls(TriggerTools tools, TriggerTable table, Ingest ingest, MemoryBudget memory) {
    this.memory = memory;
    this.tools = tools;
    this.table = table;
    this.ingest = ingest;
  }

  @Override
  public Optional<Finish> see(DueTrigger trigger)
      throws ConnectorException, NotAccepting, InterruptedException {
    var handle =
        tools.bound(
            trigger, PollHandle.class, (operations, ref, config) -> operations.poll(ref, config));
    var next = next(trigger, handle.every(), tools.now());
    JsonNode cursor = trigger.cursor() == null ? null : FlowDocuments.tree(trigger.cursor());
    int items = 0;
    for (int pages = 1; ; pages++) {
      var tenant = trigger.key().tenant();
      ingest.checkRoom(tenant);
      // What was read is held until its runs are kept, which have memory of their own.
      try (var answer = memory.open(tenant)) {
        var from = cursor;
        var page = answer.during(() -> handle.poll(from, tools.context(trigger, CALL_WITHIN)));
        boolean last = !page.more() || pages == PAGES;
        var again = page.more() ? tools.now() : next;
        items += page.items().size();
        if (page.items().isEmpty() && last)
          return Optional.of(
              Finish.succeeded(trigger, next, tools.now(), changed(cursor, page), items)
                  .dueAgain(again));
        if (!keep(trigger, page, next, again, items, last)) return Optional.empty();
        if (last) return Optional.empty();
        cursor = page.cursor();
      }
    }
  }

  /// @return false when the claim is lost, and nothing was kept
  private boolean keep(
      DueTrigger trigger, PolledPage page, Instant next, Instant again, int items, boolean last)
      throws ConnectorException, NotAccepting {
    var messages = tools.messages(trigger, page.items());
    var wait = tools.charge(trigger, messages.size());
    var dueAt = wait.isPositive() ? later(again, tools.now().plus(wait)) : again;
    return ingest
        .acceptAll(
            messages,
            () ->
                table.advance(
                    trigger, ExactJson.text(page.cursor()), next, dueAt, items, last, tools.now()))
        .isPresent();
  }

  private static @Nullable String changed(@Nullable JsonNode cursor, PolledPage page) {
    return Objects.equals(cursor, page.cursor()) ? null : ExactJson.text(page.cursor());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// The next time in step with the first one; times that passed are not made up for, as one poll
  /// sees all that is new.
  static Instant next(DueTrigger trigger, Duration every, Instant now) {
    var scheduled = Objects.requireNonNullElse(trigger.scheduledAt(), now);
    if (scheduled.isAfter(now)) return scheduled;
    long passed = Duration.between(scheduled, now).dividedBy(every);
    return scheduled.plus(every.multipliedBy(passed + 1));
  }
}
