package io.interline.tenant.internal.account;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.interline.audit.AuditEvent;
import io.interline.audit.AuditLog;
import io.interline.audit.AuditQuery;
import io.interline.audit.LogId;
import io.interline.audit.Origin;
import io.interline.audit.Outcome;
import io.interline.tenant.Account;
import io.interline.tenant.AccountId;
import io.interline.tenant.Accounts;
import io.interline.tenant.Accounts.SignUp;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Outbox;
import io.interline.tenant.Role;
import io.interline.tenant.testing.MovableClock;
import io.interline.tenant.testing.MovableClockConfiguration;
import io.interline.tenant.testing.TestHub;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class AccountsPostgresTest {

  private static final TestHub HUB =
      TestHub.start(
          List.of("interline.public-url=http://localhost:9090/"), MovableClockConfiguration.class);
  private static final String PASSWORD = "a tree full of owls";
  private static final AtomicInteger ADDRESS = new AtomicInteger();

  private final Accounts accounts = HUB.bean(Accounts.class);
  private final MovableClock clock = HUB.bean(MovableClock.class);
  private final Origin origin =
      new Origin("192.0.2." + ADDRESS.incrementAndGet(), "test", null, null);
  private final String email = "ann-" + UUID.randomUUID() + "@example.com";

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void signUpAndVerifyMakeOrganisationAccountAndOwner() {
    accounts.signUp(
        new SignUp(" Acme Ltd ", "Ann Bell", email.toUpperCase(Locale.ROOT), PASSWORD), origin);
    var account = accounts.verify(tokenOfLastMail("/verify?token="), origin);

    assertThat(account.email()).isEqualTo(email);
    assertThat(account.name()).isEqualTo("Ann Bell");
    assertThat(account.memberships())
        .singleElement()
        .satisfies(
            membership -> {
              assertThat(membership.organisation()).isEqualTo("Acme Ltd");
              assertThat(membership.role()).isEqualTo(Role.OWNER);
            });
    assertThat(accounts.find(account.id())).contains(account);
    assertThat(accounts.authenticate(email, PASSWORD, origin)).contains(account);
    assertThat(actions(log(account)))
        .containsExactlyInAnyOrder("account.log-in", "account.verify", "organisation.create");
  }

  @Test
  void verificationMailHoldsALinkToThePublicAddressAndNothingThatTheFormSaid() {
    accounts.signUp(new SignUp("Win at evil.example", "Click me", email, PASSWORD), origin);

    var mail = lastMail();
    assertThat(mail.to()).isEqualTo(email);
    assertThat(mail.text())
        .contains("http://localhost:9090/verify?token=")
        .doesNotContain("evil.example", "Click me", PASSWORD);
  }

  @Test
  void beforeVerificationNobodyLogsIn() {
    accounts.signUp(new SignUp("Acme", "Ann", email, PASSWORD), origin);

    assertThat(accounts.authenticate(email, PASSWORD, origin)).isEmpty();
  }

  @Test
  void tokenWorksOnce() {
    accounts.signUp(new SignUp("Acme", "Ann", email, PASSWORD), origin);
    var token = tokenOfLastMail("/verify?token=");
    accounts.verify(token, origin);

    assertThatThrownBy(() -> accounts.verify(token, origin))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));
  }

  @Test
  void tokenUsedTwiceAtOnceMakesOneOrganisation() throws InterruptedException {
    accounts.signUp(new SignUp("Acme", "Ann", email, PASSWORD), origin);
    var token = tokenOfLastMail("/verify?token=");

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var both = threads.invokeAll(Collections.nCopies(2, () -> accounts.verify(token, origin)));

      assertThat(both).filteredOn(run -> run.state() == Future.State.SUCCESS).hasSize(1);
    }
    assertThat(accounts.authenticate(email, PASSWORD, origin).orElseThrow().memberships())
        .hasSize(1);
  }

  @Test
  void tokenEndsAfterADay() {
    accounts.signUp(new SignUp("Acme", "Ann", email, PASSWORD), origin);
    var token = tokenOfLastMail("/verify?token=");

    clock.advance(Duration.ofHours(24));

    assertThatThrownBy(() -> accounts.verify(token, origin))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "\0", "🦉'; drop table account"})
  void unknownTokenIsRefusedAndAudited(String token) {
    assertThatThrownBy(() -> accounts.verify(token, origin))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));
    assertThatThrownBy(() -> accounts.invitation(token))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));
    assertThatThrownBy(() -> accounts.acceptInvitation(token, "Ann", PASSWORD, origin))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));

    assertThat(events(AccountAudit.PLATFORM).subList(0, 2))
        .extracting(event -> event.entry().action(), event -> event.entry().outcome())
        .containsExactlyInAnyOrder(
            tuple("account.verify", Outcome.REFUSED),
            tuple("member.accept-invitation", Outcome.REFUSED));
  }

  @Test
  void tokensAndPasswordsAreStoredOnlyAsHashes() {
    accounts.signUp(new SignUp("Acme", "Ann", email, PASSWORD), origin);
    var token = tokenOfLastMail("/verify?token=");

    var row =
        system()
            .sql("select s::text from sign_up s where email = ?")
            .param(email)
            .query(String.class)
            .single();

    assertThat(row).doesNotContain(token, PASSWORD).contains("{bcrypt}");
  }

  @Test
  void knownAddressGetsTheSameAnswerAndAMailThatSaysSo() {
    join(email);

    accounts.signUp(new SignUp("Other", "Eve", email, "another good one"), origin);

    assertThat(lastMail().text()).contains("You have an account already").doesNotContain("token=");
    assertThat(accounts.authenticate(email, "another good one", origin)).isEmpty();
    assertThat(accounts.authenticate(email, PASSWORD, origin)).isPresent();
  }

  @Test
  void secondSignUpOfAnAddressEndsWithTheFirstVerification() {
    accounts.signUp(new SignUp("First", "Ann", email, PASSWORD), origin);
    var first = tokenOfLastMail("/verify?token=");
    accounts.signUp(new SignUp("Second", "Ann", email, PASSWORD), origin);
    var second = tokenOfLastMail("/verify?token=");

    accounts.verify(second, origin);

    assertThatThrownBy(() -> accounts.verify(first, origin))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Acme | Ann | ann | a tree full of owls | email-invalid",
        "Acme | Ann | ann@a b.example | a tree full of owls | email-invalid",
        "Acme | Ann | Ann <ann@example.com> | a tree full of owls | email-invalid",
        "Acme | Ann | 'ann@example.com\nBcc: all@example.com' | a tree full of owls | email-invalid",
        "'' | Ann | ann@example.com | a tree full of owls | organisation-invalid",
        "Acme | '  ' | ann@example.com | a tree full of owls | name-invalid",
        "Acme | 'An\u0000n' | ann@example.com | a tree full of owls | name-invalid",
        "Acme | Ann | ann@example.com | short | password-weak",
        "Acme | Ann | ann.bell@example.com | Ann.Bell@example.com | password-weak",
        "Acme | Ann | ann@example.com | password123 | password-weak",
      })
  void wrongInputIsRefused(
      String organisation, String name, String address, String password, String code) {
    assertThatThrownBy(
            () -> accounts.signUp(new SignUp(organisation, name, address, password), origin))
        .satisfies(refusedWith(Kind.INVALID, code));
  }

  @Test
  void wrongPasswordFailsAndIsOnTheTenantsLog() {
    var account = join(email);

    assertThat(accounts.authenticate(email, "not the password", origin)).isEmpty();

    var event = log(account).getFirst();
    assertThat(event.entry().action()).isEqualTo("account.log-in");
    assertThat(event.entry().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(event.entry().origin()).isEqualTo(origin);
    assertThat(event.entry().actor().id()).isEqualTo(account.id().toString());
  }

  @Test
  void unknownAddressFailsWithoutSayingSo() {
    for (var odd : List.of("nobody@example.com", "", "a\0b", "x".repeat(10_000)))
      assertThat(accounts.authenticate(odd, PASSWORD, fresh())).isEmpty();
  }

  @Test
  void overlongPasswordOnlyFails() {
    join(email);

    assertThat(accounts.authenticate(email, PASSWORD + "x".repeat(100_000), origin)).isEmpty();
  }

  @Test
  void tenFailuresFromOneAddressRefuseFurtherOnesForTenMinutes() {
    var account = join(email);
    for (int i = 0; i < 10; i++)
      assertThat(accounts.authenticate(email, "wrong", origin)).isEmpty();

    for (int i = 0; i < 3; i++)
      assertThatThrownBy(() -> accounts.authenticate(email, PASSWORD, origin))
          .satisfies(refusedWith(Kind.LIMIT, "too-many-attempts"));

    assertThat(log(account).stream().filter(event -> event.entry().outcome() == Outcome.REFUSED))
        .as("one refusal for all")
        .hasSize(1);
    assertThat(accounts.authenticate(email, PASSWORD, fresh())).as("from elsewhere").isPresent();
    clock.advance(Duration.ofMinutes(10));
    assertThat(accounts.authenticate(email, PASSWORD, origin)).isPresent();
  }

  @Test
  void thirtyFailuresForOneAccountRefuseFurtherOnesFromAnywhere() {
    join(email);
    for (int i = 0; i < 30; i++) accounts.authenticate(email, "wrong", fresh());

    assertThatThrownBy(() -> accounts.authenticate(email, PASSWORD, fresh()))
        .satisfies(refusedWith(Kind.LIMIT, "too-many-attempts"));
  }

  @Test
  void successesDoNotCount() {
    join(email);

    for (int i = 0; i < 15; i++)
      assertThat(accounts.authenticate(email, PASSWORD, origin)).isPresent();
  }

  @Test
  void oneAddressCannotBeFloodedWithMail() {
    for (int i = 0; i < 5; i++)
      accounts.signUp(new SignUp("Acme", "Ann", email, PASSWORD), fresh());

    assertThatThrownBy(() -> accounts.signUp(new SignUp("Acme", "Ann", email, PASSWORD), fresh()))
        .satisfies(refusedWith(Kind.LIMIT, "too-many-attempts"));
  }

  @Test
  void madeUpTokensAreLimited() {
    for (int i = 0; i < 30; i++)
      assertThatThrownBy(() -> accounts.verify("made up", origin))
          .satisfies(refusedWith(Kind.INVALID, "token-invalid"));

    assertThatThrownBy(() -> accounts.verify("made up", origin))
        .satisfies(refusedWith(Kind.LIMIT, "too-many-attempts"));
    assertThatThrownBy(() -> accounts.acceptInvitation("made up", "Ann", PASSWORD, origin))
        .satisfies(refusedWith(Kind.LIMIT, "too-many-attempts"));
  }

  @Test
  void missingAccountIsEmpty() {
    assertThat(accounts.find(new AccountId(UUID.randomUUID()))).isEmpty();
  }

  private Account join(String address) {
    accounts.signUp(new SignUp("Acme", "Ann", address, PASSWORD), fresh());
    return accounts.verify(tokenOfLastMail("/verify?token="), fresh());
  }

  private static Origin fresh() {
    int number = ADDRESS.incrementAndGet();
    return new Origin("198.51." + number / 256 + "." + number % 256, "test", null, null);
  }

  private static Outbox.Mail lastMail() {
    return HUB.bean(Outbox.class).mails().getFirst();
  }

  private static String tokenOfLastMail(String path) {
    var text = lastMail().text();
    int start = text.indexOf(path) + path.length();
    return text.substring(start, text.indexOf('\n', start));
  }

  private static List<AuditEvent> log(Account account) {
    return events(account.memberships().getFirst().tenant().log());
  }

  /// In the order of their ids, as the clock stands still.
  private static List<AuditEvent> events(LogId log) {
    return Objects.requireNonNull(
            HUB.bean("systemTransactionTemplate", TransactionTemplate.class)
                .execute(
                    status ->
                        HUB.bean("systemAuditLog", AuditLog.class).find(AuditQuery.all(log, 100))))
        .events();
  }

  private static List<String> actions(List<AuditEvent> events) {
    return events.stream().map(event -> event.entry().action()).toList();
  }

  private static JdbcClient system() {
    return HUB.bean("systemJdbcClient", JdbcClient.class);
  }
}
