package io.interline.tenant.internal.notify;

import io.interline.tenant.Notice;
import io.interline.tenant.Notices;
import io.interline.tenant.TextRules;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Notices become messages in the database; [NoticeDelivery] sends them.
@Service
class StoredNotices implements Notices {

  /// So long people hear nothing more of a cause of which they were told.
  static final Duration QUIET = Duration.ofHours(1);

  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_BODY = 2_000;

  private final NoticeRepository repository;
  private final NoticeDelivery delivery;
  private final TransactionTemplate transactions;
  private final Clock clock;

  StoredNotices(
      NoticeRepository repository,
      NoticeDelivery delivery,
      @Qualifier("system") TransactionTemplate transactions,
      Clock clock) {
    this.repository = repository;
    this.delivery = delivery;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public boolean raise(Notice notice) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var told =
        transactions.execute(
            _ -> {
              if (!repository.claim(notice, now, QUIET)) return false;
              var kept =
                  new Notice(
                      notice.tenant(),
                      notice.kind(),
                      notice.cause(),
                      TextRules.cut(TextRules.cleaned(notice.title()), LONGEST_TITLE),
                      notice.body(),
                      notice.path(),
                      notice.roles());
              var body = TextRules.cut(TextRules.cleaned(notice.body()), LONGEST_BODY);
              repository.address(kept, body, now);
              return true;
            });
    return Boolean.TRUE.equals(told);
  }

  @Override
  public void deliver() throws InterruptedException {
    delivery.deliver();
    delivery.forget();
  }
}
