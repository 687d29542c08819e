package io.interline.tenant.internal.notify;

import io.interline.audit.Actor;
import io.interline.audit.AuditObject;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.NoticeKind;
import io.interline.tenant.Notifications;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import io.interline.tenant.TextRules;
import io.interline.tenant.WebhookSender;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Choices and channels in PostgreSQL, with the rights of the application role.
@Service
class NotificationService implements Notifications {

  private static final int MOST_CHANNELS = 20;
  private static final int LONGEST_TITLE = 100;
  private static final int LONGEST_URL = 2_000;

  private final AccessControl access;
  private final AuditTrail trail;
  private final NotificationRepository repository;
  private final ObjectProvider<WebhookSender> webhooks;
  private final Supplier<UUID> ids;
  private final Clock clock;

  NotificationService(
      AccessControl access,
      AuditTrail trail,
      NotificationRepository repository,
      ObjectProvider<WebhookSender> webhooks,
      Supplier<UUID> ids,
      Clock clock) {
    this.access = access;
    this.trail = trail;
    this.repository = repository;
    this.webhooks = webhooks;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public Set<NoticeKind> mine() {
    access.require(Permission.RUN_VIEW, AuditObject.of("notification", "mine"));
    var caller = TenantScope.current();
    if (caller.actor().kind() != Actor.Kind.ACCOUNT) return Set.of();
    var chosen = repository.choices(UUID.fromString(caller.actor().id()));
    var mine = EnumSet.noneOf(NoticeKind.class);
    for (var kind : NoticeKind.values())
      if (caller.role().may(kind.permission()) && chosen.getOrDefault(kind, true)) mine.add(kind);
    return mine;
  }

  @Override
  @Transactional
  public void choose(Set<NoticeKind> kinds) {
    access.require(Permission.RUN_VIEW, AuditObject.of("notification", "mine"));
    var actor = TenantScope.current().actor();
    if (actor.kind() != Actor.Kind.ACCOUNT)
      throw new DomainException(
          Kind.INVALID, "not-a-person", "Only people get mail; an API client chooses none.");
    repository.choose(UUID.fromString(actor.id()), kinds);
    trail.succeeded(
        "notification.choose", AuditObject.of("member", actor.id()), Map.of("mails", words(kinds)));
  }

  @Override
  @Transactional(readOnly = true)
  public List<Channel> channels() {
    access.require(Permission.CONNECTION_VIEW, AuditObject.of("webhook", "all"));
    return repository.channels();
  }

  @Override
  @Transactional
  public Added add(String title, String url, Format format, Set<NoticeKind> kinds) {
    access.require(Permission.CONNECTION_EDIT, AuditObject.of("webhook", "new"));
    String name = TextRules.name("title", title.strip());
    if (name.isEmpty() || name.length() > LONGEST_TITLE)
      throw invalid("title-invalid", "Give the webhook a title of 1 to 100 characters.");
    if (kinds.isEmpty())
      throw invalid("nothing-chosen", "Choose at least one thing that the webhook is told of.");
    String address = TextRules.text("url", url.strip());
    if (address.length() > LONGEST_URL)
      throw invalid("address-invalid", "The address has more than 2,000 characters.");
    webhooks.getObject().check(address);
    if (repository.channels().size() >= MOST_CHANNELS)
      throw invalid("too-many-webhooks", "An organisation has at most 20 webhooks; remove one.");
    var id = ids.get();
    var secret = webhooks.getObject().newSecret(TenantScope.tenant(), id);
    var channel =
        new Channel(
            id,
            name,
            address,
            format,
            kinds,
            TenantScope.current().actor().name(),
            now(),
            null,
            null);
    repository.add(channel, secret.sealed());
    trail.succeeded(
        "webhook.create",
        AuditObject.of("webhook", id.toString()),
        Map.of("title", name, "url", address, "kinds", words(kinds)));
    return new Added(channel, secret.text());
  }

  @Override
  @Transactional
  public void remove(UUID channel) {
    access.require(Permission.CONNECTION_EDIT, object(channel));
    var found = require(channel);
    repository.remove(channel);
    trail.succeeded("webhook.delete", object(channel), Map.of("title", found.title()));
  }

  @Override
  @Transactional
  public void test(UUID channel) {
    access.require(Permission.CONNECTION_EDIT, object(channel));
    var found = require(channel);
    repository.addTest(ids.get(), found, now());
    trail.succeeded("webhook.test", object(channel), Map.of("title", found.title()));
  }

  @Override
  @Transactional(readOnly = true)
  public List<Message> messages() {
    access.require(Permission.CONNECTION_VIEW, AuditObject.of("webhook", "all"));
    return repository.messages();
  }

  private Channel require(UUID channel) {
    return repository.channels().stream()
        .filter(each -> each.id().equals(channel))
        .findFirst()
        .orElseThrow(() -> DomainException.notFound("webhook", channel));
  }

  private static AuditObject object(UUID channel) {
    return AuditObject.of("webhook", channel.toString());
  }

  private static String words(Set<NoticeKind> kinds) {
    return kinds.stream().sorted().map(NoticeKind::name).collect(Collectors.joining(" "));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static DomainException invalid(String code, String message) {
    return new DomainException(Kind.INVALID, code, message);
  }
}
