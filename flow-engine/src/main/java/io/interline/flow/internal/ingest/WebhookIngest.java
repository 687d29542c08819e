package io.interline.flow.internal.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.WebhookRequest;
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
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.Quotas;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// From a raw request to a durable run: who sent it, is it JSON, does it fit, is there room.
@Component
final class WebhookIngest {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookIngest.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Webhooks webhooks;
  private final MessageReader messages;
  private final Quotas quotas;
  private final Ingest ingest;
  private final DatabaseStatus database;

  WebhookIngest(
      Webhooks webhooks,
      MessageReader messages,
      Quotas quotas,
      Ingest ingest,
      DatabaseStatus database) {
    this.database = database;
    this.webhooks = webhooks;
    this.messages = messages;
    this.quotas = quotas;
    this.ingest = ingest;
  }

  Webhook find(String token) throws Refusal {
    try {
      return webhooks
          .find(token)
          .orElseThrow(
              () ->
                  new Refusal(
                      404,
                      "webhook-unknown",
                      "No such address",
                      "No flow takes messages here; copy the address from the flow's page."));
    } catch (Plans.UnknownPlan e) {
      LOG.warn("webhook of a flow that cannot be run: {}", e.getMessage());
      throw new Refusal(
          503,
          "flow-broken",
          "The flow cannot be run",
          "Its owner has to publish it again.",
          MINUTE);
    } catch (DataAccessException e) {
      if (!database.explains(e)) LOG.warn("webhook address not looked up: {}", e.getMessage());
      throw new Refusal(
          503, "hub-unavailable", "The hub is not ready", "Send it again in a moment.", SOON);
    }
  }

  void requireOpen(Webhook webhook) throws Refusal {
    if (webhook.flow().enabled()) return;
    throw new Refusal(
        503,
        "flow-disabled",
        "The flow takes no messages now",
        "Its owner has disabled it; keep the message and send it again later.",
        MINUTE);
  }

  int limit(Webhook webhook) {
    return quotas.plan(webhook.flow().tenant()).maxPayloadBytes();
  }

  Accepted accept(Webhook webhook, WebhookRequest request) throws Refusal, ConnectorException {
    var flow = webhook.flow();
    webhook.handle().verify(flow.tenant(), flow.environment(), request);
    var tree = parse(request.body());
    check(webhook.plan(), tree, request.body().length);
    var wait = quotas.tryAccept(flow.tenant());
    if (wait.isPositive() && quotas.month(flow.tenant()).usedUp()) throw usedUp(wait);
    if (wait.isPositive())
      throw new Refusal(
          429,
          "quota-exceeded",
          "Too many messages",
          "Your plan takes fewer messages a second; send it again after the time in Retry-After.",
          wait);
    var terms = terms(webhook.plan(), tree, request.body().length);
    return keep(
        new NewMessage(
            flow.tenant(),
            flow.flow(),
            flow.version(),
            flow.environment(),
            webhook.plan().title(),
            request.body(),
            tree,
            null,
            terms),
        webhook.plan().responds());
  }

  private static Refusal usedUp(Duration wait) {
    return new Refusal(
        429,
        "monthly-runs-used-up",
        "The runs of this month are used up",
        "Your plan has no runs left until the month ends (UTC); ask for a larger plan, or send it"
            + " again after the time in Retry-After.",
        wait);
  }

  private static Terms terms(Plan plan, JsonNode message, int bytes) throws Refusal {
    try {
      return Terms.of(plan, message, bytes);
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

  private Accepted keep(NewMessage message, boolean listens) throws Refusal {
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
        case MONTH_USED_UP -> usedUp(e.retryAfter());
        case JOURNAL_SLOW ->
            new Refusal(
                503,
                "hub-busy",
                "The hub is busy",
                "The message may not have been kept; send it again.",
                e.retryAfter());
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(503, "hub-unavailable", "The hub is not ready", "It stops.", SOON);
    }
  }
}
