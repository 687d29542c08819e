package io.interline.flow.internal.schedule;

import io.interline.connector.Operations.NewItem;
import io.interline.connector.Operations.OpenStream;
import io.interline.connector.Operations.StreamHandle;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.NotAccepting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Streams: holds one open while this node has the claim, and acknowledges what came only when it
/// is durable. What cannot be kept now is kept back, and nothing more is received meanwhile.
@Component
final class Streams implements TriggerWork {

  private static final Duration RECEIVE_WITHIN = Duration.ofSeconds(5);

  /// A subscription lasts at most so long, then it is opened anew.
  private static final Duration LONGEST = Duration.ofHours(12);

  private final TriggerTools tools;
  private final TriggerTable table;
  private final Ingest ingest;

  Streams(TriggerTools tools, TriggerTable table, Ingest ingest) {
    this.tools = tools;
    this.table = table;
    this.ingest = ingest;
  }

  @Override
  public Optional<Finish> see(DueTrigger trigger)
      throws ConnectorException, NotAccepting, InterruptedException {
    var handle =
        tools.bound(
            trigger,
            StreamHandle.class,
            (operations, ref, config) -> operations.stream(ref, config));
    var until = tools.now().plus(LONGEST);
    try (var stream = handle.open(tools.context(trigger, LONGEST))) {
      while (tools.now().isBefore(until)) {
        var items = stream.receive(RECEIVE_WITHIN);
        if (!items.isEmpty() && !keep(trigger, stream, items)) return Optional.empty();
      }
    }
    return Optional.of(Finish.succeeded(trigger, tools.now(), tools.now(), null, 0));
  }

  /// @return false when the claim is lost
  private boolean keep(DueTrigger trigger, OpenStream stream, List<NewItem> items)
      throws ConnectorException, InterruptedException {
    var messages = tools.messages(trigger, items);
    while (true) {
      try {
        var now = tools.now();
        var kept =
            ingest.acceptAll(
                messages,
                () ->
                    table.advance(
                        trigger,
                        null,
                        trigger.scheduledAt(),
                        trigger.dueAt(),
                        items.size(),
                        false,
                        now));
        if (kept.isEmpty()) return false;
        stream.acknowledge();
        pause(tools.charge(trigger, messages.size()));
        return true;
      } catch (NotAccepting e) {
        pause(e.retryAfter());
      }
    }
  }

  private static void pause(Duration pause) throws InterruptedException {
    if (pause.isPositive()) new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }
}
