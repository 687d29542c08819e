package io.interline.tenant.internal.account;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.audit.AuditEvent;
import io.interline.audit.AuditLog;
import io.interline.audit.AuditQuery;
import io.interline.audit.Origin;
import io.interline.audit.Outcome;
import io.interline.tenant.Account;
import io.interline.tenant.Accounts;
import io.interline.tenant.Accounts.SignUp;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Outbox;
import io.interline.tenant.testing.MailReader;
import io.interline.tenant.testing.MovableClock;
import io.interline.tenant.testing.MovableClockConfiguration;
import io.interline.tenant.testing.TestHub;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class NewPasswordsPostgresTest {

  private static final TestHub HUB =
      TestHub.start(
          List.of("interline.public-url=http://localhost:9090/"), MovableClockConfiguration.class);
  private static final String OLD = "a tree full of owls";
  private static final String NEW = "a barn full of bats";
  private static final AtomicInteger ADDRESS = new AtomicInteger();

  private final Accounts accounts = HUB.bean(Accounts.class);
  private final MovableClock clock = HUB.bean(MovableClock.class);
  private final MailReader mails = new MailReader(HUB.bean(Outbox.class));
  private final Origin origin =
      new Origin("198.51.100." + ADDRESS.incrementAndGet(), "test", null, null);
  private final String email = "ann-" + UUID.randomUUID() + "@example.com";
  private Account ann;

  @BeforeEach
  void signUp() {
    accounts.signUp(new SignUp("Acme", "Ann", email, OLD), origin);
    ann = accounts.verify(mails.token(email), origin);
  }

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void linkSetsANewPasswordAndEndsSessions() {
    accounts.forgotPassword(email.toUpperCase(Locale.ROOT), origin);
    assertThat(mails.last(email).text()).contains("http://localhost:9090/reset-password?token=");

    accounts.resetPassword(mails.token(email), NEW, origin);

    assertThat(accounts.authenticate(email, OLD, origin)).isEmpty();
    assertThat(accounts.authenticate(email, NEW, origin)).isPresent();
    assertThat(accounts.find(ann.id()).orElseThrow().passwordNumber())
        .isEqualTo(ann.passwordNumber() + 1);
    assertThat(log())
        .extracting(event -> event.entry().action())
        .contains("account.forgot-password", "account.reset-password");
  }

  @Test
  void linkWorksOnce() {
    accounts.forgotPassword(email, origin);
    var token = mails.token(email);
    accounts.resetPassword(token, NEW, origin);

    refuseToken(token);
  }

  @Test
  void linkEndsAfterAnHour() {
    accounts.forgotPassword(email, origin);
    var token = mails.token(email);

    clock.advance(Duration.ofMinutes(61));

    refuseToken(token);
    assertThat(accounts.authenticate(email, OLD, origin)).isPresent();
  }

  @Test
  void newLinkEndsTheOneBefore() {
    accounts.forgotPassword(email, origin);
    var first = mails.token(email);
    accounts.forgotPassword(email, origin);
    var second = mails.token(email);

    refuseToken(first);
    accounts.resetPassword(second, NEW, origin);
  }

  @Test
  void changedPasswordEndsLinksThatWait() {
    accounts.forgotPassword(email, origin);
    var token = mails.token(email);
    accounts.changePassword(ann.id(), OLD, NEW, origin);

    refuseToken(token);
  }

  @Test
  void weakPasswordDoesNotUseTheLinkUp() {
    accounts.forgotPassword(email, origin);
    var token = mails.token(email);
    assertThatThrownBy(() -> accounts.resetPassword(token, "short", origin))
        .satisfies(refusedWith(Kind.INVALID, "password-weak"));

    accounts.resetPassword(token, NEW, origin);
  }

  @Test
  void unknownAddressIsAnsweredAlikeAndGetsAMailWithoutALink() {
    var stranger = "nobody-" + UUID.randomUUID() + "@example.com";

    accounts.forgotPassword(stranger, origin);

    assertThat(mails.last(stranger).text()).contains("There is none").doesNotContain("token");
  }

  @Test
  void mailsToOneAddressAreLimitedWhetherItIsKnownOrNot() {
    for (var address : List.of(email, "nobody-" + UUID.randomUUID() + "@example.com")) {
      for (int i = 0; i < 5; i++) accounts.forgotPassword(address, origin);

      assertThatThrownBy(() -> accounts.forgotPassword(address, origin))
          .satisfies(refusedWith(Kind.LIMIT, "too-many-attempts"));
    }
  }

  @Test
  void presentPasswordIsNeededForAChange() {
    assertThatThrownBy(() -> accounts.changePassword(ann.id(), "a wrong guess", NEW, origin))
        .satisfies(refusedWith(Kind.INVALID, "password-wrong"));
    assertThat(accounts.authenticate(email, OLD, origin)).isPresent();

    accounts.changePassword(ann.id(), OLD, NEW, origin);

    assertThat(accounts.authenticate(email, NEW, origin)).isPresent();
    assertThat(log())
        .filteredOn(event -> event.entry().action().equals("account.change-password"))
        .extracting(event -> event.entry().outcome())
        .containsExactlyInAnyOrder(Outcome.FAILED, Outcome.SUCCEEDED);
  }

  @Test
  void guessesOfThePresentPasswordAreLimited() {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> accounts.changePassword(ann.id(), "a wrong guess", NEW, origin))
          .satisfies(refusedWith(Kind.INVALID, "password-wrong"));
    }

    assertThatThrownBy(() -> accounts.changePassword(ann.id(), OLD, NEW, origin))
        .satisfies(refusedWith(Kind.LIMIT, "too-many-attempts"));
  }

  @Test
  void tokenIsStoredAsItsHashAlone() {
    accounts.forgotPassword(email, origin);
    var token = mails.token(email);

    var stored =
        HUB.bean("systemJdbcClient", JdbcClient.class)
            .sql("select encode(token_hash, 'escape') from password_reset where account_id = ?")
            .param(ann.id().value())
            .query(String.class)
            .single();

    assertThat(stored).doesNotContain(token);
  }

  private void refuseToken(String token) {
    assertThatThrownBy(() -> accounts.resetPassword(token, NEW, origin))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));
  }

  private List<AuditEvent> log() {
    var log = ann.memberships().getFirst().tenant().log();
    return Objects.requireNonNull(
        HUB.bean("systemTransactionTemplate", TransactionTemplate.class)
            .execute(
                status ->
                    HUB.bean("systemAuditLog", AuditLog.class)
                        .find(AuditQuery.all(log, 100))
                        .events()));
  }
}
