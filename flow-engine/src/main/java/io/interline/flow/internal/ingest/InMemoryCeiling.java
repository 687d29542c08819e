package io.interline.flow.internal.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.connector.Operations.CallContext;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.internal.ingest.Webhooks.Webhook;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.message.MessageRefused;
import io.interline.flow.internal.plan.ExpressionFailed;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Place;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the benchmark compares with: the same web server, schema, mapping, routing and call, but
/// nothing is kept, nobody is asked, and a failure is forgotten. There only while a benchmark runs.
final class InMemoryCeiling extends HttpServlet {

  private static final Logger LOG = LoggerFactory.getLogger(InMemoryCeiling.class);
  private static final int BACKLOG = 1_000;

  private final transient Webhooks webhooks;
  private final transient MessageReader messages;
  private final transient Clock clock;
  private final transient Semaphore atOnce =
      new Semaphore(Math.max(64, 32 * Runtime.getRuntime().availableProcessors()));
  private final transient Semaphore waiting = new Semaphore(BACKLOG);

  InMemoryCeiling(Webhooks webhooks, MessageReader messages, Clock clock) {
    this.webhooks = webhooks;
    this.messages = messages;
    this.clock = clock;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var webhook = webhooks.find(request.getPathInfo().substring(1)).orElseThrow();
    byte[] body = request.getInputStream().readAllBytes();
    try {
      var tree = messages.read(body);
      var check = webhook.plan().messageCheck();
      if (check != null && !check.misfits(tree, body.length).isEmpty()) {
        response.setStatus(422);
        return;
      }
      waiting.acquireUninterruptibly();
      Thread.ofVirtual().start(() -> work(webhook, tree, body.length));
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
      byte[] answer =
          "{\"runId\":\"00000000-0000-7000-8000-000000000000\"}"
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      response.setContentType("application/json");
      response.setContentLength(answer.length);
      response.getOutputStream().write(answer);
    } catch (MessageRefused | ExpressionFailed e) {
      response.setStatus(400);
    }
  }

  private void work(Webhook webhook, JsonNode message, int bytes) {
    atOnce.acquireUninterruptibly();
    try {
      var plan = webhook.plan();
      var context = JsonNodeFactory.instance.objectNode();
      context.set(plan.trigger(), message);
      int at = plan.scope(0).first();
      while (at != Place.END) at = step(webhook, plan.node(at), context, bytes);
    } catch (ExpressionFailed | ConnectorException | InterruptedException e) {
      LOG.warn("ceiling: {}", e.getMessage());
    } finally {
      atOnce.release();
      waiting.release();
    }
  }

  private int step(Webhook webhook, Node node, ObjectNode context, int bytes)
      throws ExpressionFailed, ConnectorException, InterruptedException {
    switch (node) {
      case Node.Compute compute ->
          context.set(node.id(), compute.expression().evaluate(context, bytes));
      case Node.Call call -> {
        var flow = webhook.flow();
        var to =
            new CallContext(
                flow.tenant(),
                flow.environment(),
                call.connection(),
                UUID.randomUUID().toString(),
                clock.instant().plus(Duration.ofSeconds(30)),
                _ -> {});
        context.set(node.id(), call.action().invoke(call.input().evaluate(context, bytes), to));
      }
      case Node.Choose choose -> {
        for (var way : choose.ways())
          if (way.when() == null || way.when().evaluate(context, bytes).booleanValue())
            return way.first();
      }
      case Node.Validate _,
          Node.Fork _,
          Node.Each _,
          Node.Repeat _,
          Node.Guard _,
          Node.Await _,
          Node.SubFlow _,
          Node.Part _,
          Node.Respond _,
          Node.Stop _ ->
          throw new IllegalStateException("no part of the benchmark");
    }
    return node.place().next();
  }
}
