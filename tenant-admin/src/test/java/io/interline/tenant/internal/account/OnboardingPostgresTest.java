package io.interline.tenant.internal.account;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.audit.Actor;
import io.interline.audit.AuditQuery;
import io.interline.audit.Origin;
import io.interline.tenant.Accounts;
import io.interline.tenant.Accounts.SignUp;
import io.interline.tenant.AuditHistory;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Onboarding;
import io.interline.tenant.Organisations;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestHub;
import org.junit.jupiter.api.Test;

class OnboardingPostgresTest {

  private static final TestHub HUB = TestHub.shared();
  private static final String PASSWORD = "a tree full of owls";

  private final Onboarding onboarding = HUB.bean(Onboarding.class);

  @Test
  void establishedOwnerLogsInAtOnce() {
    var account =
        onboarding.establish(new SignUp("Sample", "Sam", "Sam@Example.com", PASSWORD), "unlimited");

    assertThat(onboarding.untouched()).isFalse();
    var accounts = HUB.bean(Accounts.class);
    assertThat(accounts.authenticate("sam@example.com", PASSWORD, Origin.INTERNAL))
        .contains(account);
    var caller = Caller.system(account.memberships().getFirst().tenant(), "test");
    var organisation = TenantScope.call(caller, HUB.bean(Organisations.class)::current);
    assertThat(organisation.name()).isEqualTo("Sample");
    assertThat(organisation.plan().id()).isEqualTo("unlimited");
    var events =
        TenantScope.call(
                caller,
                () -> HUB.bean(AuditHistory.class).find(AuditQuery.all(caller.tenant().log(), 9)))
            .events();
    assertThat(events.getLast().entry().action()).isEqualTo("organisation.create");
    assertThat(events.getLast().entry().actor()).isEqualTo(Actor.system("command-line"));
  }

  @Test
  void knownAddressIsRefused() {
    var request = new SignUp("Sample", "Sam", "known@example.com", PASSWORD);
    onboarding.establish(request, "free");

    assertThatThrownBy(() -> onboarding.establish(request, "free"))
        .satisfies(refusedWith(Kind.CONFLICT, "account-exists"));
  }

  @Test
  void unknownPlanIsRefused() {
    assertThatThrownBy(
            () ->
                onboarding.establish(
                    new SignUp("Sample", "Sam", "new@example.com", PASSWORD), "gold"))
        .satisfies(refusedWith(Kind.INVALID, "plan-unknown"));
  }
}
