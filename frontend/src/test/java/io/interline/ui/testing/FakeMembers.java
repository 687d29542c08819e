package io.interline.ui.testing;

import io.interline.tenant.AccountId;
import io.interline.tenant.DomainException;
import io.interline.tenant.Members;
import io.interline.tenant.Permission;
import io.interline.tenant.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Maya, the owner, and Jon, a developer.
public final class FakeMembers implements Members {

  public static final AccountId JON = new AccountId(new UUID(0, 2));

  private final FakeUser user;
  private final List<Member> members = new ArrayList<>();
  private final List<Invitation> invitations = new ArrayList<>();

  public FakeMembers(FakeUser user) {
    this.user = user;
    members.add(
        new Member(FakeUser.MAYA, "maya@acme.example", "Maya Kern", Role.OWNER, FakeRuns.NOON));
    members.add(new Member(JON, "jon@acme.example", "Jon Bell", Role.DEVELOPER, FakeRuns.NOON));
  }

  @Override
  public List<Member> list() {
    user.require(Permission.MEMBER_VIEW);
    return List.copyOf(members);
  }

  @Override
  public List<Invitation> invitations() {
    return List.copyOf(invitations);
  }

  @Override
  public void invite(String email, Role role) {
    user.require(Permission.MEMBER_EDIT);
    if (members.stream().anyMatch(each -> each.email().equals(email)))
      throw new DomainException(
          DomainException.Kind.CONFLICT, "already-member", email + " is a member already.");
    invitations.add(
        new Invitation(
            email, role, "Maya Kern", FakeRuns.NOON, FakeRuns.NOON.plus(Duration.ofDays(7))));
  }

  @Override
  public void withdrawInvitation(String email) {
    invitations.removeIf(each -> each.email().equals(email));
  }

  @Override
  public void changeRole(AccountId account, Role role) {
    user.require(Permission.MEMBER_EDIT);
    if (account.equals(FakeUser.MAYA))
      throw new DomainException(
          DomainException.Kind.CONFLICT, "last-owner", "Make somebody else an owner first.");
    members.replaceAll(
        each ->
            each.account().equals(account)
                ? new Member(account, each.email(), each.name(), role, each.since())
                : each);
  }

  @Override
  public void remove(AccountId account) {
    user.require(Permission.MEMBER_EDIT);
    members.removeIf(each -> each.account().equals(account));
  }
}
