package io.interline.ui.testing;

import io.interline.tenant.NoticeKind;
import io.interline.tenant.Notifications;
import io.interline.tenant.Permission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Notifications in memory; nothing is sent.
public final class FakeNotifications implements Notifications {

  private final FakeUser user;
  private final List<Channel> channels = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private Set<NoticeKind> mine = EnumSet.allOf(NoticeKind.class);

  public FakeNotifications(FakeUser user) {
    this.user = user;
  }

  @Override
  public Set<NoticeKind> mine() {
    return mine;
  }

  @Override
  public void choose(Set<NoticeKind> kinds) {
    mine = Set.copyOf(kinds);
  }

  @Override
  public List<Channel> channels() {
    return List.copyOf(channels);
  }

  @Override
  public Added add(String title, String url, Format format, Set<NoticeKind> kinds) {
    user.require(Permission.CONNECTION_EDIT);
    var channel =
        new Channel(
            new UUID(7, channels.size()),
            title,
            url,
            format,
            kinds,
            "maya@acme.example",
            FakeRuns.NOON,
            null,
            null);
    channels.add(channel);
    return new Added(channel, "whsec_shown-once");
  }

  @Override
  public void remove(UUID channel) {
    channels.removeIf(each -> each.id().equals(channel));
  }

  @Override
  public void test(UUID channel) {
    for (var each : channels)
      if (each.id().equals(channel))
        messages.addFirst(
            new Message(
                NoticeKind.DEAD_LETTERS,
                "Test of the webhook " + each.title(),
                each.title(),
                FakeRuns.NOON,
                State.WAITING,
                null));
  }

  @Override
  public List<Message> messages() {
    return List.copyOf(messages);
  }
}
