package io.interline.connector.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.Operations.CallContext;
import io.interline.connector.Operations.NewItem;
import io.interline.connector.Operations.PollHandle;
import io.interline.connector.Operations.PolledPage;
import io.interline.connector.internal.call.Scrubber;
import io.interline.connector.internal.schema.BindException;
import io.interline.connector.internal.schema.RecordBinder;
import io.interline.connector.internal.schema.RecordWriter;
import io.interline.connector.json.ExactJson;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A polling trigger with its configuration.
record BoundPolling<C extends Record, K extends Record>(
    Trigger.Polling<C, K> trigger, C config, RecordBinder<K> cursors, TriggerCalls calls)
    implements PollHandle {

  @Override
  public Duration every() {
    return trigger.every(config);
  }

  @Override
  public PolledPage poll(@Nullable JsonNode cursor, CallContext context)
      throws ConnectorException, InterruptedException {
    Optional<K> from = cursor == null ? Optional.empty() : Optional.of(read(cursor));
    return calls.call(
        context,
        call -> {
          var page = trigger.poll(config, from, call);
          var next = RecordWriter.write(page.cursor());
          var problem = ExactJson.problem(next);
          if (problem.isPresent())
            throw new Permanent(
                calls.ref() + ": the position behind the page " + problem.get(), null);
          return new PolledPage(items(page.items(), calls.scrubber(context)), next, page.more());
        });
  }

  static List<NewItem> items(List<Trigger.Item> items, Scrubber scrubber) {
    return items.stream()
        .map(item -> new NewItem(item.id(), scrubber.clean(RecordWriter.write(item.message()))))
        .toList();
  }

  @Override
  public void checkCursor(JsonNode cursor) throws ConnectorException {
    read(cursor);
  }

  private K read(JsonNode cursor) throws Permanent {
    try {
      return cursors.bind(cursor);
    } catch (BindException e) {
      throw new Permanent(calls.ref() + ": the cursor does not fit: " + e.text(), null);
    }
  }
}
