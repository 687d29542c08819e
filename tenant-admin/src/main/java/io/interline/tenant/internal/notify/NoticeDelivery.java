package io.interline.tenant.internal.notify;

import io.interline.tenant.DomainException;
import io.interline.tenant.WebhookSender;
import io.interline.tenant.internal.mail.Links;
import io.interline.tenant.internal.mail.Mailer;
import io.interline.tenant.internal.notify.NoticeRepository.Due;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Sends the messages that are due: at least once, with more and more time between tries, and given
/// up after ten of them, about a day. Messages of one pass go side by side, so that a receiver that
/// hangs holds up nobody else.
@Component
class NoticeDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeDelivery.class);
  private static final int MOST = 100;
  private static final int MOST_OF_A_TENANT = 10;
  private static final int MOST_TRIES = 10;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final Duration CAUSES_KEPT = Duration.ofDays(7);
  private static final Duration MESSAGES_KEPT = Duration.ofDays(30);

  private final NoticeRepository repository;
  private final NoticeWords words;
  private final Mailer mailer;
  private final ObjectProvider<WebhookSender> webhooks;
  private final Clock clock;

  NoticeDelivery(
      NoticeRepository repository,
      Mailer mailer,
      Links links,
      ObjectProvider<WebhookSender> webhooks,
      Clock clock) {
    this.repository = repository;
    this.words = new NoticeWords(links);
    this.mailer = mailer;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  /// Sends what is due, up to 100 messages.
  void deliver() throws InterruptedException {
    var due = repository.claimDue(now(), MOST, MOST_OF_A_TENANT);
    if (due.isEmpty()) return;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> sending =
          due.stream().<Future<?>>map(message -> threads.submit(() -> deliver(message))).toList();
      LOG.debug("notifications under way count={}", sending.size());
    }
  }

  private void deliver(Due due) {
    try {
      send(due);
      repository.sent(due, now());
    } catch (DomainException e) {
      failed(due, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("notification not sent id={}", due.id(), e);
      failed(due, "The message could not be sent.");
    }
  }

  private void send(Due due) throws InterruptedException {
    String organisation = repository.organisation(due.tenant());
    var channel = due.channel();
    var mailTo = due.mailTo();
    if (mailTo != null) mailer.send(mailTo, words.subject(due), words.mail(due, organisation));
    // A channel that was removed meanwhile is told nothing more.
    if (channel == null) return;
    webhooks
        .getObject()
        .post(
            new WebhookSender.Target(
                due.tenant(), channel.id(), channel.sealedSecret(), channel.url(), due.id()),
            words.body(due, channel.format(), organisation),
            now(),
            LIMIT);
  }

  private void failed(Due due, String error) {
    var now = now();
    boolean last = due.attempts() >= MOST_TRIES;
    if (last) LOG.warn("notification given up id={} attempts={}", due.id(), due.attempts());
    repository.failed(due, error, now, last ? null : now.plus(pause(due.attempts())));
  }

  /// 30 s, doubled with each try, at most 6 hours.
  static Duration pause(int attempts) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /// Removes causes that did not come for a week, and messages of a month ago.
  void forget() {
    var now = now();
    repository.forget(now.minus(CAUSES_KEPT), now.minus(MESSAGES_KEPT));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
