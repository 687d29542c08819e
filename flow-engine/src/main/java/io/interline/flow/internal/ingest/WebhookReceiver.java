package io.interline.flow.internal.ingest;

import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Trigger.Verified;
import io.interline.connector.spi.WebhookRequest;
import io.interline.flow.internal.execute.Ingest.Accepted;
import io.interline.flow.internal.execute.Ingest.Reply;
import io.interline.flow.internal.ingest.RequestAdmission.Admitted;
import io.interline.tenant.MemoryBudget;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// From a request at a webhook address to its answer. The stages, each cheaper than the next and
/// none begun before the one before is passed: what the head alone tells, the body within its time
/// and memory, who sent it by the raw bytes, reading and checking in turn, and the durable run.
/// Blocks, so it wants virtual threads.
@Component
final class WebhookReceiver {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);

  private final RequestAdmission admission;
  private final BodyReader bodies;
  private final MessageIntake intake;
  private final MemoryBudget memory;
  private final IngestSettings settings;

  WebhookReceiver(
      RequestAdmission admission,
      MessageIntake intake,
      MemoryBudget memory,
      IngestSettings settings) {
    this.admission = admission;
    this.intake = intake;
    this.memory = memory;
    this.settings = settings;
    this.bodies = new BodyReader(settings, System::nanoTime);
  }

  /// @throws IOException when the sender has gone
  Answer receive(WebhookCall call) throws IOException {
    try {
      return answer(accept(call));
    } catch (Refusal refusal) {
      return new Answer.Refused(refusal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Refused(
          new Refusal(
              503, "hub-unavailable", "The hub is not ready", "It stops.", Duration.ofSeconds(2)));
    } catch (RuntimeException e) {
      if (admission.isOfDatabase(e)) return new Answer.Refused(RequestAdmission.databaseIsAway());
      LOG.error("webhook failed in an unforeseen way", e);
      return new Answer.Refused(
          new Refusal(500, "hub-failed", "The hub failed", "Not your fault; it is on the log."));
    }
  }

  private Accepted accept(WebhookCall call) throws Refusal, IOException, InterruptedException {
    var admitted = admission.admit(call);
    var webhook = admitted.webhook();
    var charge = memory.open(webhook.flow().tenant());
    boolean kept = false;
    try {
      byte[] raw = bodies.read(call, !admitted.isGzip(), admitted.limit(), charge);
      var sender = verify(admitted, call, raw);
      byte[] body = admitted.isGzip() ? bodies.unpack(raw, admitted.limit(), charge) : raw;
      charge.settle();
      var accepted = intake.accept(webhook, sender, body, charge);
      kept = true;
      return accepted;
    } finally {
      if (!kept) charge.close();
    }
  }

  private static Verified verify(Admitted admitted, WebhookCall call, byte[] raw) throws Refusal {
    var webhook = admitted.webhook();
    var flow = webhook.flow();
    try {
      return webhook.handle().verify(flow.tenant(), flow.environment(), new RawRequest(call, raw));
    } catch (ConnectorException e) {
      throw RequestAdmission.unverified(webhook, e);
    }
  }

  private Answer answer(Accepted accepted) {
    var reply = accepted.reply();
    var taken = new Answer.Taken(accepted.run(), accepted.isNew());
    if (reply == null) return taken;
    return switch (await(reply)) {
      case Reply.Answered(var answer) -> new Answer.Replied(accepted.run(), answer);
      case Reply.Silent(boolean died) when died -> new Answer.Refused(died(accepted));
      case Reply.Silent _ -> taken;
    };
  }

  /// Silence after a while: the message is kept, and the flow goes on.
  private Reply await(CompletableFuture<Reply> reply) {
    try {
      return reply.get(settings.replyWithin().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Silent(false);
    } catch (ExecutionException | TimeoutException e) {
      return new Reply.Silent(false);
    }
  }

  private static Refusal died(Accepted accepted) {
    return new Refusal(
        502,
        "flow-failed",
        "The flow failed",
        "Run " + accepted.run() + " failed before it answered; its message is kept.");
  }

  /// The raw request, for the trigger's check.
  private record RawRequest(WebhookCall call, byte[] body) implements WebhookRequest {

    @Override
    public String method() {
      return call.method();
    }

    @Override
    public Optional<String> header(String name) {
      return call.header(name);
    }
  }
}
