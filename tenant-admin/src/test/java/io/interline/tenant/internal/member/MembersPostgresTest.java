package io.interline.tenant.internal.member;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.audit.AuditEvent;
import io.interline.audit.Origin;
import io.interline.audit.Outcome;
import io.interline.tenant.Account;
import io.interline.tenant.AccountId;
import io.interline.tenant.Accounts;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Members;
import io.interline.tenant.Members.Invitation;
import io.interline.tenant.Members.Member;
import io.interline.tenant.Outbox;
import io.interline.tenant.Role;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.MailReader;
import io.interline.tenant.testing.MovableClock;
import io.interline.tenant.testing.MovableClockConfiguration;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MembersPostgresTest {

  private static final TestHub HUB = TestHub.start(MovableClockConfiguration.class);
  private static final String PASSWORD = "a tree full of owls";
  private static final Origin ORIGIN = new Origin("192.0.2.1", "test", null, null);

  private final TestTenant acme = HUB.tenant();
  private final TestTenant other = HUB.tenant();
  private final Members members = HUB.bean(Members.class);
  private final Accounts accounts = HUB.bean(Accounts.class);
  private final MovableClock clock = HUB.bean(MovableClock.class);
  private final MailReader mails = new MailReader(HUB.bean(Outbox.class));
  private final String email = "bob-" + UUID.randomUUID() + "@example.com";

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void listNamesMembersInOrder() {
    var found = TenantScope.call(acme.viewer(), members::list);

    assertThat(found)
        .extracting(Member::name)
        .containsExactly("The developer", "The owner", "The viewer");
    assertThat(found)
        .extracting(Member::role)
        .containsExactly(Role.DEVELOPER, Role.OWNER, Role.VIEWER);
  }

  @Test
  void invitedPersonWithoutAccountJoins() {
    invite(acme.owner(), email.toUpperCase(Locale.ROOT), Role.DEVELOPER);
    var token = mails.token(email);

    var offer = accounts.invitation(token);
    var account = accounts.acceptInvitation(token, "Bob", PASSWORD, ORIGIN);

    assertThat(offer.organisation()).isEqualTo(acme.name());
    assertThat(offer.role()).isEqualTo(Role.DEVELOPER);
    assertThat(offer.existingAccount()).isFalse();
    assertThat(mails.last(email).text()).contains(acme.name(), acme.owner().actor().name());
    assertThat(account.memberships())
        .containsExactly(new Account.Membership(acme.id(), acme.name(), Role.DEVELOPER));
    assertThat(list(acme)).extracting(Member::email).contains(email);
    assertThat(TenantScope.call(acme.viewer(), members::invitations)).isEmpty();
    assertThat(accounts.authenticate(email, PASSWORD, ORIGIN)).contains(account);
    assertThat(actions(acme)).contains("member.invite", "member.accept-invitation");
  }

  @Test
  void invitedPersonWithAccountJoinsASecondTenantAndKeepsThePassword() {
    var account = join(acme, email);

    invite(other.owner(), email, Role.VIEWER);
    var token = mails.token(email);
    assertThat(accounts.invitation(token).existingAccount()).isTrue();
    var joined = accounts.acceptInvitation(token, "", "", ORIGIN);

    assertThat(joined.id()).isEqualTo(account.id());
    assertThat(joined.memberships()).hasSize(2);
    assertThat(accounts.authenticate(email, PASSWORD, ORIGIN)).contains(joined);
  }

  @Test
  void invitationWorksOnce() {
    invite(acme.owner(), email, Role.VIEWER);
    var token = mails.token(email);
    accounts.acceptInvitation(token, "Bob", PASSWORD, ORIGIN);

    assertThatThrownBy(() -> accounts.acceptInvitation(token, "Bob", PASSWORD, ORIGIN))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));
  }

  @Test
  void invitationEndsAfterAWeek() {
    invite(acme.owner(), email, Role.VIEWER);
    var token = mails.token(email);

    clock.advance(Duration.ofDays(7));

    assertThatThrownBy(() -> accounts.invitation(token))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));
    assertThatThrownBy(() -> accounts.acceptInvitation(token, "Bob", PASSWORD, ORIGIN))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));
    assertThat(TenantScope.call(acme.owner(), members::invitations)).isEmpty();
  }

  @Test
  void invitingAgainReplacesTheInvitationBefore() {
    invite(acme.owner(), email, Role.VIEWER);
    var first = mails.token(email);
    invite(acme.owner(), email, Role.DEVELOPER);

    assertThat(TenantScope.call(acme.owner(), members::invitations))
        .extracting(Invitation::role)
        .containsExactly(Role.DEVELOPER);
    assertThatThrownBy(() -> accounts.invitation(first))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));
    assertThat(accounts.invitation(mails.token(email)).role()).isEqualTo(Role.DEVELOPER);
  }

  @Test
  void withdrawnInvitationCannotBeAccepted() {
    invite(acme.owner(), email, Role.VIEWER);

    TenantScope.run(acme.owner(), () -> members.withdrawInvitation(email));

    assertThatThrownBy(() -> accounts.acceptInvitation(mails.token(email), "Bob", PASSWORD, ORIGIN))
        .satisfies(refusedWith(Kind.INVALID, "token-invalid"));
    assertThat(actions(acme)).contains("member.withdraw-invitation");
    assertThatThrownBy(() -> TenantScope.run(acme.owner(), () -> members.withdrawInvitation(email)))
        .satisfies(refusedWith(Kind.NOT_FOUND, "invitation-not-found"));
  }

  @Test
  void weakPasswordLeavesTheInvitationOpen() {
    invite(acme.owner(), email, Role.VIEWER);
    var token = mails.token(email);

    assertThatThrownBy(() -> accounts.acceptInvitation(token, "Bob", "short", ORIGIN))
        .satisfies(refusedWith(Kind.INVALID, "password-weak"));
    assertThat(accounts.acceptInvitation(token, "Bob", PASSWORD, ORIGIN)).isNotNull();
  }

  @Test
  void oneOfTwoWhoAcceptAtOnceWins() throws Exception {
    invite(acme.owner(), email, Role.VIEWER);
    var token = mails.token(email);

    var outcomes =
        race(
            () -> accounts.acceptInvitation(token, "Bob", PASSWORD, ORIGIN),
            () -> accounts.acceptInvitation(token, "Bob", PASSWORD, ORIGIN));

    assertThat(outcomes).containsExactlyInAnyOrder("done", "token-invalid");
    assertThat(list(acme)).extracting(Member::email).containsOnlyOnce(email);
  }

  @Test
  void memberCannotBeInvitedAgain() {
    join(acme, email);

    assertThatThrownBy(() -> invite(acme.owner(), email, Role.OWNER))
        .satisfies(refusedWith(Kind.CONFLICT, "already-member"));
    assertThat(newest(acme).entry().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bob", "bob\0@example.com", "bob@example.com\nBcc: all@example.com"})
  void wrongAddressIsRefused(String address) {
    assertThatThrownBy(() -> invite(acme.owner(), address, Role.VIEWER))
        .satisfies(refusedWith(Kind.INVALID, "email-invalid"));
    assertThatThrownBy(
            () -> TenantScope.run(acme.owner(), () -> members.withdrawInvitation(address)))
        .satisfies(refusedWith(Kind.INVALID, "email-invalid"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OWNER")
  void onlyOwnersChangeMembers(Role role) {
    var caller = acme.caller(role);
    var self = acme.account(role);

    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> invite(caller, email, Role.OWNER),
            () -> TenantScope.run(caller, () -> members.changeRole(self, Role.OWNER)),
            () -> TenantScope.run(caller, () -> members.remove(acme.account(Role.OWNER))),
            () -> TenantScope.run(caller, () -> members.withdrawInvitation(email)))) {
      assertThatThrownBy(attempt).satisfies(refusedWith(Kind.REFUSED, "access-refused"));
      var event = newest(acme).entry();
      assertThat(event.action()).isEqualTo("member.edit");
      assertThat(event.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(event.actor()).isEqualTo(caller.actor());
      assertThat(event.reason()).contains(role.name());
    }
    assertThat(HUB.events(acme)).hasSize(4);
    assertThat(list(acme)).hasSize(3);
  }

  @Test
  void ownerChangesARole() {
    TenantScope.run(
        acme.owner(), () -> members.changeRole(acme.account(Role.VIEWER), Role.DEVELOPER));

    assertThat(role(acme, acme.account(Role.VIEWER))).isEqualTo(Role.DEVELOPER);
    var event = newest(acme).entry();
    assertThat(event.action()).isEqualTo("member.change-role");
    assertThat(event.details()).containsEntry("from", "VIEWER").containsEntry("to", "DEVELOPER");
  }

  @Test
  void sameRoleIsNoChange() {
    TenantScope.run(acme.owner(), () -> members.changeRole(acme.account(Role.OWNER), Role.OWNER));

    assertThat(HUB.events(acme)).isEmpty();
  }

  @Test
  void ownerRemovesAMember() {
    TenantScope.run(acme.owner(), () -> members.remove(acme.account(Role.VIEWER)));

    assertThat(list(acme)).hasSize(2);
    assertThat(accounts.find(acme.account(Role.VIEWER)).orElseThrow().memberships()).isEmpty();
    assertThat(newest(acme).entry().action()).isEqualTo("member.remove");
  }

  @Test
  void lastOwnerStays() {
    var owner = acme.account(Role.OWNER);

    assertThatThrownBy(() -> TenantScope.run(acme.owner(), () -> members.remove(owner)))
        .satisfies(refusedWith(Kind.CONFLICT, "last-owner"));
    assertThatThrownBy(
            () -> TenantScope.run(acme.owner(), () -> members.changeRole(owner, Role.VIEWER)))
        .satisfies(refusedWith(Kind.CONFLICT, "last-owner"));
    assertThat(role(acme, owner)).isEqualTo(Role.OWNER);
    assertThat(HUB.events(acme))
        .extracting(event -> event.entry().action() + " " + event.entry().outcome())
        .containsExactlyInAnyOrder("member.remove REFUSED", "member.change-role REFUSED");
  }

  @Test
  void ownersWhoEndEachOtherAtOnceLeaveOne() throws Exception {
    var owner = acme.account(Role.OWNER);
    var second = acme.account(Role.DEVELOPER);
    TenantScope.run(acme.owner(), () -> members.changeRole(second, Role.OWNER));

    var outcomes =
        race(
            () -> TenantScope.call(acme.owner(), () -> demote(second)),
            () -> TenantScope.call(acme.owner(), () -> demote(owner)));

    assertThat(outcomes).containsExactlyInAnyOrder("done", "last-owner");
  }

  @Test
  void otherTenantSeesNothing() {
    invite(acme.owner(), email, Role.VIEWER);
    var stranger = acme.account(Role.VIEWER);

    assertThat(list(other)).extracting(Member::account).doesNotContain(stranger).hasSize(3);
    assertThat(TenantScope.call(other.owner(), members::invitations)).isEmpty();
    assertThatThrownBy(
            () -> TenantScope.run(other.owner(), () -> members.withdrawInvitation(email)))
        .satisfies(refusedWith(Kind.NOT_FOUND, "invitation-not-found"));
    assertThatThrownBy(
            () -> TenantScope.run(other.owner(), () -> members.changeRole(stranger, Role.OWNER)))
        .satisfies(refusedWith(Kind.NOT_FOUND, "member-not-found"));
    assertThatThrownBy(() -> TenantScope.run(other.owner(), () -> members.remove(stranger)))
        .satisfies(refusedWith(Kind.NOT_FOUND, "member-not-found"));
    assertThat(role(acme, stranger)).isEqualTo(Role.VIEWER);
    assertThat(TenantScope.call(acme.owner(), members::invitations)).hasSize(1);
  }

  @Test
  void samePersonInTwoTenantsIsChangedInOneOnly() {
    var account = join(acme, email).id();
    invite(other.owner(), email, Role.VIEWER);
    accounts.acceptInvitation(mails.token(email), "", "", ORIGIN);

    TenantScope.run(other.owner(), () -> members.changeRole(account, Role.OWNER));
    TenantScope.run(other.owner(), () -> members.remove(account));

    assertThat(role(acme, account)).isEqualTo(Role.DEVELOPER);
    assertThat(list(other)).extracting(Member::account).doesNotContain(account);
  }

  private Account join(TestTenant tenant, String address) {
    invite(tenant.owner(), address, Role.DEVELOPER);
    return accounts.acceptInvitation(mails.token(address), "Bob", PASSWORD, ORIGIN);
  }

  private void invite(Caller caller, String address, Role role) {
    TenantScope.run(caller, () -> members.invite(address, role));
  }

  private boolean demote(AccountId account) {
    members.changeRole(account, Role.VIEWER);
    return true;
  }

  private List<Member> list(TestTenant tenant) {
    return TenantScope.call(tenant.owner(), members::list);
  }

  private Role role(TestTenant tenant, AccountId account) {
    return list(tenant).stream()
        .filter(member -> member.account().equals(account))
        .findFirst()
        .orElseThrow()
        .role();
  }

  private static AuditEvent newest(TestTenant tenant) {
    return HUB.events(tenant).getFirst();
  }

  private static List<String> actions(TestTenant tenant) {
    return HUB.events(tenant).stream().map(event -> event.entry().action()).toList();
  }

  /// Runs both at once; `done`, or the code of the refusal, of each.
  private static List<String> race(Callable<?> first, Callable<?> second) throws Exception {
    var start = new CyclicBarrier(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> both =
          List.of(() -> outcome(start, first), () -> outcome(start, second));
      var runs = threads.invokeAll(both);
      return List.of(runs.getFirst().get(), runs.getLast().get());
    }
  }

  private static String outcome(CyclicBarrier start, Callable<?> work) throws Exception {
    start.await();
    try {
      work.call();
      return "done";
    } catch (DomainException e) {
      return e.code();
    }
  }
}
