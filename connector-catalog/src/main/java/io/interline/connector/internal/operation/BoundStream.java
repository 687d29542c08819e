package io.interline.connector.internal.operation;

import io.interline.connector.Operations.CallContext;
import io.interline.connector.Operations.NewItem;
import io.interline.connector.Operations.OpenStream;
import io.interline.connector.Operations.StreamHandle;
import io.interline.connector.internal.call.Scrubber;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Trigger;
import java.time.Duration;
import java.util.List;

/// A stream trigger with its configuration.
record BoundStream<C extends Record>(Trigger.Stream<C> trigger, C config, TriggerCalls calls)
    implements StreamHandle {

  @Override
  public OpenStream open(CallContext context) throws ConnectorException, InterruptedException {
    var scrubber = calls.scrubber(context);
    return new Open(calls.call(context, call -> trigger.open(config, call)), calls, scrubber);
  }

  private record Open(Trigger.Subscription subscription, TriggerCalls calls, Scrubber scrubber)
      implements OpenStream {

    @Override
    public List<NewItem> receive(Duration within) throws ConnectorException, InterruptedException {
      return calls.guarded(
          scrubber, () -> BoundPolling.items(subscription.receive(within), scrubber));
    }

    @Override
    public void acknowledge() throws ConnectorException, InterruptedException {
      calls.guarded(
          scrubber,
          () -> {
            subscription.acknowledge();
            return true;
          });
    }

    @Override
    public void close() {
      subscription.close();
    }
  }
}
