package io.interline.tenant;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is told of what, in the tenant in scope: each person by mail, the organisation by webhook.
public interface Notifications {

  /// What the caller gets by mail: what was chosen, else all that the caller's role concerns. Needs
  /// RUN_VIEW; API clients get no mail.
  Set<NoticeKind> mine();

  /// Chooses what the caller gets by mail. Needs RUN_VIEW.
  ///
  /// @throws DomainException INVALID, code `not-a-person`, for an API client
  void choose(Set<NoticeKind> kinds);

  /// Webhooks of the organisation, oldest first. Needs CONNECTION_VIEW.
  List<Channel> channels();

  /// Adds a webhook; its signing secret is in the answer and nowhere else. Needs CONNECTION_EDIT.
  ///
  /// @throws DomainException INVALID for an address that the hub may not call, or more than 20
  Added add(String title, String url, Format format, Set<NoticeKind> kinds);

  /// Needs CONNECTION_EDIT.
  void remove(UUID channel);

  /// Sends a message to a webhook, to see whether it arrives. Needs CONNECTION_EDIT.
  void test(UUID channel);

  /// The last 100 messages, newest first. Needs CONNECTION_VIEW.
  List<Message> messages();

  /// What a webhook is sent.
  enum Format {
    /// JSON with the headers of Standard Webhooks, signed.
    STANDARD,
    /// `{"text": …}`, as incoming webhooks of Slack, Mattermost and Microsoft Teams take it.
    CHAT
  }

  /// A webhook of the organisation.
  ///
  /// @param lastError why the last try failed; absent when it did not
  record Channel(
      UUID id,
      String title,
      String url,
      Format format,
      Set<NoticeKind> kinds,
      String createdBy,
      Instant createdAt,
      @Nullable Instant lastSentAt,
      @Nullable String lastError) {
    public Channel {
      kinds = Set.copyOf(kinds);
    }
  }

  /// A new webhook.
  ///
  /// @param secret `whsec_…`, with which messages are signed
  record Added(Channel channel, String secret) {
    @Override
    public String toString() {
      return "Added[" + channel.id() + "]";
    }
  }

  /// How a message stands.
  enum State {
    WAITING,
    SENT,
    GIVEN_UP
  }

  /// One message to one receiver.
  ///
  /// @param to a mail address, or the title of a webhook
  record Message(
      NoticeKind kind,
      String title,
      String to,
      Instant raisedAt,
      State state,
      @Nullable String lastError) {}
}
