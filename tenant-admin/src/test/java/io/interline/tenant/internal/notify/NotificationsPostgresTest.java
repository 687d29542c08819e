package io.interline.tenant.internal.notify;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.tenant.Caller;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Notice;
import io.interline.tenant.NoticeKind;
import io.interline.tenant.Notices;
import io.interline.tenant.Notifications;
import io.interline.tenant.Notifications.Added;
import io.interline.tenant.Notifications.Format;
import io.interline.tenant.Notifications.Message;
import io.interline.tenant.Notifications.State;
import io.interline.tenant.Outbox;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import io.interline.tenant.WebhookSender;
import io.interline.tenant.testing.MovableClock;
import io.interline.tenant.testing.MovableClockConfiguration;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class NotificationsPostgresTest {

  private static final TestHub HUB = TestHub.start(MovableClockConfiguration.class, Webhooks.class);
  private static final NoticeKind LETTERS = NoticeKind.DEAD_LETTERS;

  private final TestTenant acme = HUB.tenant();
  private final TestTenant other = HUB.tenant();
  private final Notifications notifications = HUB.bean(Notifications.class);
  private final Notices notices = HUB.bean(Notices.class);
  private final MovableClock clock = HUB.bean(MovableClock.class);
  private final RecordingSender sender = HUB.bean(RecordingSender.class);

  @Configuration
  static class Webhooks {
    @Bean
    RecordingSender recordingSender() {
      return new RecordingSender();
    }
  }

  /// Takes messages, or refuses them while told to.
  static final class RecordingSender implements WebhookSender {
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    @Override
    public Secret newSecret(TenantId tenant, UUID channel) {
      return new Secret("whsec_known", "sealed".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void check(String url) {
      if (!url.startsWith("http"))
        throw new DomainException(Kind.INVALID, "address-invalid", "no address");
    }

    @Override
    public void post(Target target, byte[] body, Instant now, Duration limit) {
      if (down)
        throw new DomainException(Kind.UNAVAILABLE, "webhook-not-sent", "It answered with 500.");
      bodies.add(target.url() + " " + new String(body, StandardCharsets.UTF_8));
    }
  }

  @BeforeEach
  void begin() {
    sender.bodies.clear();
    sender.down = false;
  }

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void whoeverItConcernsGetsAMailWithTheLinkToThePlace() throws InterruptedException {
    assertThat(notices.raise(notice(acme, "c1"))).isTrue();
    notices.deliver();

    assertThat(mails(acme))
        .containsExactlyInAnyOrder(address(acme.owner()), address(acme.developer()));
    assertThat(HUB.bean(Outbox.class).mails().getFirst().text())
        .contains("Something failed.", "/dead-letters?cause=c1", acme.name());
  }

  @Test
  void oneCauseIsToldOnceAnHour() throws InterruptedException {
    assertThat(notices.raise(notice(acme, "c1"))).isTrue();
    assertThat(notices.raise(notice(acme, "c1"))).isFalse();
    assertThat(notices.raise(notice(acme, "c2"))).isTrue();
    assertThat(notices.raise(notice(other, "c1"))).isTrue();
    clock.advance(Duration.ofMinutes(59));
    assertThat(notices.raise(notice(acme, "c1"))).isFalse();
    clock.advance(Duration.ofMinutes(1));
    assertThat(notices.raise(notice(acme, "c1"))).isTrue();
    notices.deliver();

    assertThat(mails(acme)).hasSize(6);
  }

  @Test
  void personChoosesWhatToGet() throws InterruptedException {
    as(acme.developer(), () -> notifications.choose(Set.of(NoticeKind.TRIGGER_STUCK)));
    notices.raise(notice(acme, "c1"));
    notices.deliver();

    assertThat(mails(acme)).containsExactly(address(acme.owner()));
    assertThat(call(acme.developer(), notifications::mine))
        .containsExactly(NoticeKind.TRIGGER_STUCK);
    assertThat(call(acme.viewer(), notifications::mine)).containsExactly(NoticeKind.APPROVAL_WAITS);
    assertThat(call(acme.owner(), notifications::mine)).containsExactly(NoticeKind.values());
  }

  @Test
  void onlyRolesThatMayDecideAreToldOfAnApproval() throws InterruptedException {
    notices.raise(
        new Notice(
            acme.id(),
            NoticeKind.APPROVAL_WAITS,
            "run step",
            "An approval waits",
            "Decide.",
            "/approvals",
            Set.of(Role.OWNER)));
    notices.deliver();

    assertThat(mails(acme)).containsExactly(address(acme.owner()));
  }

  @Test
  void webhookGetsWhatItAskedForAndNothingElse() throws InterruptedException {
    var standard = add("Ops", "https://ops.example/hook", Format.STANDARD, LETTERS);
    add("Chat", "https://chat.example/hook", Format.CHAT, LETTERS);
    add("Limits", "https://limits.example/hook", Format.STANDARD, NoticeKind.LIMIT_NEAR);
    notices.raise(
        new Notice(acme.id(), LETTERS, "c1", "A <b> & c", "Two\nlines", "/dead-letters?cause=c1"));
    notices.deliver();

    assertThat(standard.secret()).isEqualTo("whsec_known");
    assertThat(standard.toString()).doesNotContain("whsec");
    assertThat(sender.bodies)
        .hasSize(2)
        .anySatisfy(
            body ->
                assertThat(body)
                    .startsWith("https://ops.example/hook {\"type\":\"interline.dead_letters\"")
                    .contains(
                        "\"cause\":\"c1\"", "\"title\":\"A <b> & c\"", "dead-letters?cause=c1"))
        .anySatisfy(
            body ->
                assertThat(body)
                    .startsWith("https://chat.example/hook {\"text\":\"A &lt;b&gt; &amp; c ("));
  }

  @Test
  void receiverThatFailsIsTriedAgainAndGivenUpAfterTenTries() throws InterruptedException {
    add("Ops", "https://ops.example/hook", Format.STANDARD, LETTERS);
    sender.down = true;
    notices.raise(notice(acme, "c1"));
    notices.deliver();
    assertThat(webhookMessage().state()).isEqualTo(State.WAITING);
    assertThat(call(acme.owner(), notifications::channels).getFirst().lastError())
        .isEqualTo("It answered with 500.");

    clock.advance(NoticeDelivery.pause(1));
    sender.down = false;
    notices.deliver();
    assertThat(webhookMessage().state()).isEqualTo(State.SENT);
    assertThat(call(acme.owner(), notifications::channels).getFirst().lastError()).isNull();

    sender.down = true;
    notices.raise(notice(acme, "c2"));
    for (int i = 1; i <= 10; i++) {
      notices.deliver();
      clock.advance(NoticeDelivery.pause(i));
    }
    notices.deliver();
    assertThat(webhookMessage().state()).isEqualTo(State.GIVEN_UP);
    assertThat(sender.bodies).hasSize(1);
  }

  @Test
  void testGoesToThatWebhookOnly() throws InterruptedException {
    var added = add("Ops", "https://ops.example/hook", Format.STANDARD, LETTERS);
    add("Chat", "https://chat.example/hook", Format.CHAT, LETTERS);

    as(acme.developer(), () -> notifications.test(added.channel().id()));
    notices.deliver();

    assertThat(sender.bodies).singleElement().asString().contains("Test of the webhook Ops");
    assertThat(mails(acme)).isEmpty();
  }

  @Test
  void changesAreAuditedAndNeedTheRight() {
    var added = add("Ops", "https://ops.example/hook", Format.STANDARD, LETTERS);
    as(acme.owner(), () -> notifications.remove(added.channel().id()));

    assertThat(HUB.events(acme))
        .extracting(event -> event.entry().action())
        .containsExactly("webhook.delete", "webhook.create");
    assertThat(HUB.events(acme).toString()).doesNotContain("whsec");
    for (Runnable work :
        List.<Runnable>of(
            () -> notifications.add("A", "https://a.example", Format.CHAT, Set.of(LETTERS)),
            () -> notifications.remove(UUID.randomUUID()),
            () -> notifications.test(UUID.randomUUID())))
      assertThatThrownBy(() -> as(acme.viewer(), work)).isInstanceOf(DomainException.class);
  }

  @Test
  void refusesWhatCannotWork() {
    refused(
        "title-invalid", () -> notifications.add(" ", "https://a", Format.CHAT, Set.of(LETTERS)));
    refused("nothing-chosen", () -> notifications.add("A", "https://a", Format.CHAT, Set.of()));
    refused(
        "address-invalid", () -> notifications.add("A", "ftp://a", Format.CHAT, Set.of(LETTERS)));
    for (int i = 0; i < 20; i++) add("A" + i, "https://a.example", Format.CHAT, LETTERS);
    refused(
        "too-many-webhooks",
        () -> notifications.add("B", "https://b", Format.CHAT, Set.of(LETTERS)));
  }

  @Test
  void otherTenantSeesNothing() throws InterruptedException {
    var added = add("Ops", "https://ops.example/hook", Format.STANDARD, LETTERS);
    notices.raise(notice(acme, "c1"));
    notices.deliver();

    assertThat(call(other.owner(), notifications::channels)).isEmpty();
    assertThat(call(other.owner(), notifications::messages)).isEmpty();
    assertThatThrownBy(() -> as(other.owner(), () -> notifications.remove(added.channel().id())))
        .satisfies(refusedWith(Kind.NOT_FOUND, "webhook-not-found"));
    assertThat(mails(other)).isEmpty();
    assertThat(call(acme.owner(), notifications::messages)).hasSize(3);
  }

  private Added add(String title, String url, Format format, NoticeKind... kinds) {
    return call(acme.developer(), () -> notifications.add(title, url, format, Set.of(kinds)));
  }

  private Message webhookMessage() {
    return call(acme.owner(), notifications::messages).stream()
        .filter(message -> message.to().equals("Ops"))
        .findFirst()
        .orElseThrow();
  }

  private void refused(String code, Runnable work) {
    assertThatThrownBy(() -> as(acme.owner(), work)).satisfies(refusedWith(Kind.INVALID, code));
  }

  private static Notice notice(TestTenant tenant, String cause) {
    return new Notice(
        tenant.id(),
        LETTERS,
        cause,
        "Runs fail",
        "Something failed.",
        "/dead-letters?cause=" + cause);
  }

  private List<String> mails(TestTenant tenant) {
    var to = new ArrayList<String>();
    for (var mail : HUB.bean(Outbox.class).mails())
      if (mail.text().contains(tenant.name() + "\n")) to.add(mail.to());
    return to;
  }

  private static String address(Caller caller) {
    return caller.actor().name();
  }

  private static void as(Caller caller, Runnable work) {
    TenantScope.run(caller, work::run);
  }

  private static <T> T call(Caller caller, Supplier<T> work) {
    return TenantScope.call(caller, work::get);
  }
}
