package io.interline.tenant.internal.mail;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The outbox of an installation without a mail server. Safe for use from many threads.
class MemoryMailer implements Mailer {

  private static final int KEPT = 100;

  private final Clock clock;
  private final Deque<Mail> mails = new ArrayDeque<>();

  MemoryMailer(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean active() {
    return true;
  }

  @Override
  public synchronized void send(String to, String subject, String text) {
    mails.addFirst(new Mail(to, subject, text, clock.instant()));
    if (mails.size() > KEPT) mails.removeLast();
  }

  @Override
  public synchronized List<Mail> mails() {
    return List.copyOf(mails);
  }
}
