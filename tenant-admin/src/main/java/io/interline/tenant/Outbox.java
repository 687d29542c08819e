package io.interline.tenant;

import java.time.Instant;
import java.util.List;

/// Mail of an installation without an SMTP server: kept in memory and shown on a page, to try
/// the hub out. It shows links that let their reader in, so show it on local installations only.
public interface Outbox {

  /// Whether mail stays here. False when SMTP is configured, and where the hub can be reached from
  /// another machine; then there is nothing to show.
  boolean active();

  /// The last 100 mails, newest first.
  List<Mail> mails();

  /// One mail, text only.
  record Mail(String to, String subject, String text, Instant sentAt) {}
}
