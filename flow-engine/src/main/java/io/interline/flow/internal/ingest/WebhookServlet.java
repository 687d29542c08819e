package io.interline.flow.internal.ingest;

import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.WebhookRequest;
import io.interline.flow.internal.execute.Ingest.Accepted;
import io.interline.flow.internal.execute.Ingest.Reply;
import io.interline.flow.internal.ingest.Webhooks.Webhook;
import io.interline.tenant.DatabaseStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The addresses `/in/{token}`. A plain servlet: this is the hub's busiest path. Blocks, so it
/// wants virtual threads.
final class WebhookServlet extends HttpServlet {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookServlet.class);

  /// Then the sender of a message to a flow that answers is told that it is kept.
  private static final Duration LONGEST_REPLY = Duration.ofSeconds(30);

  private static final Duration SOON = Duration.ofSeconds(2);

  private final transient WebhookIngest ingest;
  private final transient Answers answers;
  private final transient DatabaseStatus database;
  private final transient ByteBudget budget = ByteBudget.ofHeap();
  private final transient MeterRegistry meters;
  private final transient Map<Integer, Timer> timers = new ConcurrentHashMap<>();

  WebhookServlet(
      WebhookIngest ingest, Answers answers, MeterRegistry meters, DatabaseStatus database) {
    this.database = database;
    this.ingest = ingest;
    this.answers = answers;
    this.meters = meters;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long began = System.nanoTime();
    answer(request, response);
    timers
        .computeIfAbsent(response.getStatus(), this::timer)
        .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
  }

  private Timer timer(int status) {
    return meters.timer("interline.ingest", "status", Integer.toString(status));
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!database.isAvailable()) {
      answers.refused(response, unavailable());
      return;
    }
    try (var share = budget.share()) {
      answer(response, take(request, share));
    } catch (Refusal refusal) {
      answers.refused(response, refusal);
    } catch (RuntimeException e) {
      if (database.explains(e)) {
        answers.refused(response, unavailable());
        return;
      }
      LOG.error("webhook failed in an unforeseen way", e);
      answers.refused(
          response,
          new Refusal(500, "hub-failed", "The hub failed", "Not your fault; it is on the log."));
    }
  }

  private static Refusal unavailable() {
    return new Refusal(
        503,
        "hub-unavailable",
        "The hub is not ready",
        "Its database is away for the moment; send it again.",
        SOON);
  }

  private void answer(HttpServletResponse response, Accepted accepted) throws IOException {
    var reply = accepted.reply();
    if (reply == null) answers.accepted(response, accepted);
    else
      switch (await(reply)) {
        case Reply.Answered(var answer) -> answers.replied(response, accepted.run(), answer);
        case Reply.Silent(boolean died) when died -> answers.refused(response, died(accepted));
        case Reply.Silent _ -> answers.accepted(response, accepted);
      }
  }

  /// Silence after a while: the message is kept, and the flow goes on.
  private static Reply await(CompletableFuture<Reply> reply) {
    try {
      return reply.get(LONGEST_REPLY.toSeconds(), TimeUnit.SECONDS);
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

  private Accepted take(HttpServletRequest request, ByteBudget.Share share)
      throws Refusal, IOException {
    var webhook = ingest.find(token(request));
    if (!request.getMethod().equals("POST"))
      throw new Refusal(
          405, "method-not-allowed", "Wrong method", "Send messages to this address by POST.");
    ingest.requireOpen(webhook);
    checkContentType(request.getContentType());
    int limit = ingest.limit(webhook);
    byte[] body =
        BodyReader.read(request.getInputStream(), request.getContentLengthLong(), limit, share);
    return accept(webhook, new RawRequest(request, body));
  }

  private Accepted accept(Webhook webhook, RawRequest request) throws Refusal {
    try {
      return ingest.accept(webhook, request);
    } catch (ConnectorException.AuthFailed e) {
      throw new Refusal(
          401, "webhook-unauthorised", "Not from a known sender", String.valueOf(e.getMessage()));
    } catch (ConnectorException e) {
      LOG.warn("webhook cannot verify flow={}: {}", webhook.flow().flow(), e.getMessage());
      throw new Refusal(
          503,
          "webhook-misconfigured",
          "The flow cannot check who sends",
          "The owner of the flow has to mend its connection.",
          Duration.ofSeconds(60));
    }
  }

  private static String token(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null || path.length() < 2 ? "" : path.substring(1);
  }

  private static void checkContentType(@Nullable String type) throws Refusal {
    if (type == null || type.isBlank()) return;
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

  /// The raw request, for the trigger's check.
  record RawRequest(HttpServletRequest request, byte[] body) implements WebhookRequest {

    @Override
    public String method() {
      return request.getMethod();
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(request.getHeader(name));
    }
  }
}
