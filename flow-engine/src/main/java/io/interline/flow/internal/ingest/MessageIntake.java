package io.interline.flow.internal.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.spi.Trigger.Verified;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.Ingest.Accepted;
import io.interline.flow.internal.execute.NewMessage;
import io.interline.flow.internal.execute.NewMessage.Terms;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.flow.internal.ingest.Webhooks.Webhook;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.message.MessageRefused;
import io.interline.flow.internal.plan.ExpressionFailed;
import io.interline.flow.internal.plan.Plan;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.Quotas;
import io.interline.tenant.TenantId;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// From the bytes of a known sender to a durable run: is it JSON, does it fit, is there room.
/// Reading and checking takes turns by tenant; large messages have a place of their own, so that
/// one processor at least is left to the small ones.
@Component
final class MessageIntake {

  private static final int LARGE = 256 << 10;

  /// No everyday message takes so long, even when the hub stands still for a moment.
  private static final Duration LONG = Duration.ofMillis(20);

  private static final Duration LONG_OF_LARGE = Duration.ofMillis(5);

  private final MessageReader messages;
  private final Quotas quotas;
  private final Ingest ingest;
  private final IngestSettings settings;
  private final FairTurns turns;
  private final FairTurns turnsOfLarge;

  MessageIntake(MessageReader messages, Quotas quotas, Ingest ingest, IngestSettings settings) {
    this.messages = messages;
    this.quotas = quotas;
    this.ingest = ingest;
    this.settings = settings;
    int processors = Runtime.getRuntime().availableProcessors();
    int half = Math.max(1, processors / 2);
    this.turns = new FairTurns(4 * processors, processors, LONG, System::nanoTime);
    this.turnsOfLarge = new FairTurns(half, half, LONG_OF_LARGE, System::nanoTime);
  }

  /// Accepts a message; its memory is the run's from then on.
  Accepted accept(Webhook webhook, Verified sender, byte[] body, MemoryBudget.Charge memory)
      throws Refusal, InterruptedException {
    var flow = webhook.flow();
    var message = read(webhook, sender, body, memory);
    var wait = quotas.tryRun(flow.tenant());
    if (wait.isPositive()) throw RequestAdmission.usedUp(wait);
    return keep(message, webhook.plan().responds());
  }

  private NewMessage read(Webhook webhook, Verified sender, byte[] body, MemoryBudget.Charge memory)
      throws Refusal, InterruptedException {
    var flow = webhook.flow();
    var plan = webhook.plan();
    try (var _ = turn(flow.tenant(), memory)) {
      var tree = parse(body);
      check(plan, tree, body.length);
      return new NewMessage(
          flow.tenant(),
          flow.flow(),
          flow.version(),
          flow.environment(),
          plan.title(),
          body,
          tree,
          null,
          terms(plan, sender, tree, body.length),
          memory);
    }
  }

  private FairTurns.Turn turn(TenantId tenant, MemoryBudget.Charge memory)
      throws Refusal, InterruptedException {
    var of = memory.taken() > LARGE ? turnsOfLarge : turns;
    var turn = of.take(tenant, settings.turnWithin());
    if (turn != null) return turn;
    throw new Refusal(
        503,
        "hub-busy",
        "The hub is busy",
        "Messages of this tenant take long to check; send it again in a moment.",
        Duration.ofSeconds(2));
  }

  private static Terms terms(Plan plan, Verified sender, JsonNode message, int bytes)
      throws Refusal {
    try {
      var terms = Terms.of(plan, message, bytes);
      String once = sender.once();
      return once == null ? terms : terms.with(new Terms.Request(once, sender.window()));
    } catch (ExpressionFailed e) {
      throw new Refusal(
          422,
          "key-failed",
          "The key of the message could not be found",
          "The flow says how messages are told apart or ordered, and that fails: "
              + e.getMessage());
    }
  }

  private JsonNode parse(byte[] body) throws Refusal {
    try {
      return messages.read(body);
    } catch (MessageRefused e) {
      String code =
          switch (e.reason()) {
            case MALFORMED -> "json-malformed";
            case TOO_DEEP -> "json-too-deep";
            case NUMBER_TOO_LONG -> "json-too-long";
            case BAD_TEXT -> "json-bad-text";
          };
      throw new Refusal(400, code, "Not a JSON that the hub takes", String.valueOf(e.getMessage()));
    }
  }

  private static void check(Plan plan, JsonNode message, int bytes) throws Refusal {
    var check = plan.messageCheck();
    if (check == null) return;
    try {
      var misfits = check.misfits(message, bytes);
      if (misfits.isEmpty()) return;
      throw new Refusal(misfits.size() + " place(s) do not fit; see errors.", misfits);
    } catch (ExpressionFailed e) {
      throw new Refusal(
          422,
          "message-unchecked",
          "The message could not be checked",
          "Checking it against the schema took too much: " + e.getMessage());
    }
  }

  private Accepted keep(NewMessage message, boolean listens) throws Refusal, InterruptedException {
    try {
      return ingest.take(message, listens);
    } catch (NotAccepting e) {
      throw switch (e.reason()) {
        case NOT_READY ->
            new Refusal(
                503,
                "hub-unavailable",
                "The hub is not ready",
                "It starts or stops.",
                e.retryAfter());
        case BACKLOG_FULL ->
            new Refusal(
                503,
                "backlog-full",
                "Too many messages wait",
                "The flows of this tenant are behind; send it again later.",
                e.retryAfter());
        case MONTH_USED_UP -> RequestAdmission.usedUp(e.retryAfter());
        case JOURNAL_SLOW ->
            new Refusal(
                503,
                "hub-busy",
                "The hub is busy",
                "The message may not have been kept; send it again.",
                e.retryAfter());
      };
    }
  }
}
