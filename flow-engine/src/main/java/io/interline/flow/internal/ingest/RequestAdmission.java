package io.interline.flow.internal.ingest;

import io.interline.connector.spi.ConnectorException;
import io.interline.flow.internal.ingest.Webhooks.Webhook;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.Quotas;
import io.interline.tenant.TenantId;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Whether a request may send its body: all that can be refused by its head alone is, and the
/// attempt is counted before anything is done for it.
@Component
final class RequestAdmission {

  private static final Logger LOG = LoggerFactory.getLogger(RequestAdmission.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,64}");

  private final Webhooks webhooks;
  private final Quotas quotas;
  private final DatabaseStatus database;

  RequestAdmission(Webhooks webhooks, Quotas quotas, DatabaseStatus database) {
    this.webhooks = webhooks;
    this.quotas = quotas;
    this.database = database;
  }

  /// How a body is to be read.
  ///
  /// @param limit of its bytes, unpacked
  record Admitted(Webhook webhook, boolean isGzip, int limit) {}

  Admitted admit(WebhookCall call) throws Refusal {
    if (!database.isAvailable()) throw databaseIsAway();
    try {
      var webhook = find(call.token());
      requirePost(call);
      requireOpen(webhook);
      requireJson(call.header("Content-Type").orElse(""));
      boolean gzip = isGzip(call.header("Content-Encoding").orElse(""));
      screen(webhook, call);
      var tenant = webhook.flow().tenant();
      int limit = quotas.plan(tenant).maxPayloadBytes();
      requireAllowance(tenant);
      return new Admitted(webhook, gzip, limit);
    } catch (DataAccessException e) {
      if (!database.explains(e)) LOG.warn("webhook address not looked up: {}", e.getMessage());
      throw new Refusal(
          503, "hub-unavailable", "The hub is not ready", "Send it again in a moment.", SOON);
    }
  }

  /// Whether a failure is the database's.
  boolean isOfDatabase(RuntimeException e) {
    return database.explains(e);
  }

  static Refusal databaseIsAway() {
    return new Refusal(
        503,
        "hub-unavailable",
        "The hub is not ready",
        "Its database is away for the moment; send it again.",
        SOON);
  }

  private Webhook find(String token) throws Refusal {
    try {
      if (TOKEN.matcher(token).matches()) {
        var found = webhooks.find(token);
        if (found.isPresent()) return found.get();
      }
    } catch (Plans.UnknownPlan e) {
      LOG.warn("webhook of a flow that cannot be run: {}", e.getMessage());
      throw new Refusal(
          503,
          "flow-broken",
          "The flow cannot be run",
          "Its owner has to publish it again.",
          MINUTE);
    }
    throw new Refusal(
        404,
        "webhook-unknown",
        "No such address",
        "No flow takes messages here; copy the address from the flow's page.");
  }

  private static void requirePost(WebhookCall call) throws Refusal {
    if (!call.method().equals("POST"))
      throw new Refusal(
          405, "method-not-allowed", "Wrong method", "Send messages to this address by POST.");
  }

  private static void requireOpen(Webhook webhook) throws Refusal {
    if (webhook.flow().enabled()) return;
    throw new Refusal(
        503,
        "flow-disabled",
        "The flow takes no messages now",
        "Its owner has disabled it; keep the message and send it again later.",
        MINUTE);
  }

  private static void requireJson(String type) throws Refusal {
    if (type.isBlank()) return;
    String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (media.equals("application/json")
        || media.equals("text/json")
        || (media.startsWith("application/") && media.endsWith("+json"))) return;
    throw new Refusal(
        415,
        "content-type-unsupported",
        "Not JSON",
        "Send the message as application/json, not as " + media + ".");
  }

  private static boolean isGzip(String encoding) throws Refusal {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw new Refusal(
              415,
              "content-encoding-unsupported",
              "Packed in an unknown way",
              "Send the message as it is, or packed with gzip.");
    };
  }

  private static void screen(Webhook webhook, WebhookCall call) throws Refusal {
    var flow = webhook.flow();
    try {
      webhook.handle().screen(flow.tenant(), flow.environment(), call);
    } catch (ConnectorException e) {
      throw unverified(webhook, e);
    }
  }

  /// Why a sender is not known.
  static Refusal unverified(Webhook webhook, ConnectorException e) {
    if (e instanceof ConnectorException.AuthFailed)
      return new Refusal(
          401, "webhook-unauthorised", "Not from a known sender", String.valueOf(e.getMessage()));
    LOG.warn("webhook cannot verify flow={}: {}", webhook.flow().flow(), e.getMessage());
    return new Refusal(
        503,
        "webhook-misconfigured",
        "The flow cannot check who sends",
        "The owner of the flow has to mend its connection.",
        MINUTE);
  }

  private void requireAllowance(TenantId tenant) throws Refusal {
    var wait = quotas.tryAttempt(tenant);
    if (wait.isZero()) return;
    if (quotas.month(tenant).usedUp()) throw usedUp(wait);
    throw new Refusal(
        429,
        "quota-exceeded",
        "Too many messages",
        "Your plan takes fewer messages a second; send it again after the time in Retry-After.",
        wait);
  }

  /// The runs of the month are used up.
  static Refusal usedUp(Duration wait) {
    return new Refusal(
        429,
        "monthly-runs-used-up",
        "The runs of this month are used up",
        "Your plan has no runs left until the month ends (UTC); ask for a larger plan, or send it"
            + " again after the time in Retry-After.",
        wait);
  }
}
