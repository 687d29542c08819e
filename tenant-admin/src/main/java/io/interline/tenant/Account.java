package io.interline.tenant;

import java.util.List;

/// A person who can log in.
///
/// @param passwordNumber how many passwords it has had before; a session that began under an
///     earlier one is over
public record Account(
    AccountId id, String email, String name, List<Membership> memberships, int passwordNumber) {

  public Account {
    memberships = List.copyOf(memberships);
  }

  /// An account with its first password.
  public Account(AccountId id, String email, String name, List<Membership> memberships) {
    this(id, email, name, memberships, 0);
  }

  /// A tenant the account belongs to, and what it may do there.
  public record Membership(TenantId tenant, String organisation, Role role) {}
}
