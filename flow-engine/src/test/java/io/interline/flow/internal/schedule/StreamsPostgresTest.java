package io.interline.flow.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.connector.OperationRef;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.testkit.NoOperations;
import io.interline.flow.FlowId;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.tenant.testing.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Streams, with a system that exists in this test only.
class StreamsPostgresTest {

  private static final TriggersFixture HUB = new TriggersFixture();

  private final TestTenant acme = HUB.hub.tenant();
  private final SetClock clock = new SetClock(Instant.now().plusSeconds(60));
  private final Broker broker = new Broker();
  private final List<TriggerClock> nodes = new ArrayList<>();

  @AfterEach
  void stopNodes() {
    nodes.forEach(TriggerClock::stop);
    HUB.sql("update trigger_state set due_at = null, claim = claim + 1");
  }

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void messageIsAcknowledgedWhenItIsDurable() {
    var flow = stream();
    var before = new AtomicInteger();
    var ingest =
        WrappedIngest.accepting(
            HUB.hub.bean(Ingest.class),
            (messages, alongside) -> {
              before.addAndGet(broker.acknowledged.size());
              return HUB.hub.bean(Ingest.class).acceptAll(messages, alongside);
            });
    node(ingest).tick();

    broker.waiting.add(1);

    await().until(() -> broker.acknowledged.equals(List.of(1)));
    assertThat(before).as("acknowledged before it was kept").hasValue(0);
    assertThat(HUB.messages(acme, flow)).containsExactly("{\"id\":1}");
    assertThat(HUB.detail(acme, flow).state().lastFiredAt()).isNotNull();
  }

  @Test
  void crashBeforeTheAcknowledgementRepeatsNothing() {
    var flow = stream();
    broker.failAcknowledge = true;
    var first = node(HUB.hub.bean(Ingest.class));
    first.tick();
    broker.waiting.add(7);
    await().until(first::isIdle);
    first.crash();
    assertThat(broker.acknowledged).isEmpty();
    broker.failAcknowledge = false;
    broker.waiting.add(7); // it comes again
    HUB.sql("update trigger_state set claimed_until = null where kind = 'STREAM'");

    node(HUB.hub.bean(Ingest.class)).tick();

    await().until(() -> broker.acknowledged.equals(List.of(7)));
    assertThat(HUB.messages(acme, flow)).containsExactly("{\"id\":7}");
  }

  @Test
  void whatCannotBeKeptIsKeptBackAndNothingMoreIsReceived() {
    var flow = stream();
    var refusals = new AtomicInteger();
    var full =
        WrappedIngest.accepting(
            HUB.hub.bean(Ingest.class),
            (messages, alongside) -> {
              if (refusals.incrementAndGet() == 1)
                throw new NotAccepting(NotAccepting.Reason.JOURNAL_SLOW);
              return HUB.hub.bean(Ingest.class).acceptAll(messages, alongside);
            });
    node(full).tick();
    broker.waiting.add(3);

    await().until(() -> refusals.get() == 1);
    broker.waiting.add(4);
    assertThat(broker.waiting).as("not received").containsExactly(4);
    await().atMost(Duration.ofSeconds(20)).until(() -> broker.acknowledged.equals(List.of(3, 4)));

    assertThat(HUB.messages(acme, flow)).containsExactly("{\"id\":3}", "{\"id\":4}");
  }

  private FlowId stream() {
    var flow = HUB.poll(acme, HUB.source(0));
    HUB.sql(
        "update trigger_state set kind = 'STREAM', operation = 'broker@1/listen'"
            + " where tenant_id = '"
            + acme.id()
            + "' and flow_id = '"
            + flow
            + "'");
    return flow;
  }

  private TriggerClock node(Ingest ingest) {
    var node = HUB.node(clock, ingest, broker, Duration.ofSeconds(15)).clock();
    nodes.add(node);
    return node;
  }

  /// A system that sends numbers.
  private static final class Broker extends NoOperations {

    final BlockingQueue<Integer> waiting = new LinkedBlockingQueue<>();
    final List<Integer> acknowledged = new CopyOnWriteArrayList<>();
    volatile boolean failAcknowledge;

    @Override
    public StreamHandle stream(OperationRef trigger, JsonNode config) {
      return _ -> new Open();
    }

    private final class Open implements OpenStream {
      private final List<Integer> received = new ArrayList<>();

      @Override
      public List<NewItem> receive(Duration within) throws InterruptedException {
        var next = waiting.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) return List.of();
        received.add(next);
        return List.of(
            new NewItem("" + next, JsonNodeFactory.instance.objectNode().put("id", next)));
      }

      @Override
      public void acknowledge() throws ConnectorException {
        if (failAcknowledge) throw new ConnectorException.Transient("the line is cut", null);
        acknowledged.addAll(received);
        received.clear();
      }

      @Override
      public void close() {}
    }
  }
}
