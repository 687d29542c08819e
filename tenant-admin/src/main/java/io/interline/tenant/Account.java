package io.interline.tenant;

import java.util.List;

/// A person who can log in.
public record Account(AccountId id, String email, String name, List<Membership> memberships) {

  public Account {
    memberships = List.copyOf(memberships);
  }

  /// A tenant the account belongs to, and what it may do there.
  public record Membership(TenantId tenant, String organisation, Role role) {}
}
