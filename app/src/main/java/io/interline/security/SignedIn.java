package io.interline.security;

import io.interline.tenant.AccountId;
import java.security.Principal;

/// The person that a session belongs to. Name and memberships are looked up anew on each request,
/// so a session remembers only whose it is.
///
/// @param email with which the person logged in
record SignedIn(AccountId account, String email) implements Principal {

  @Override
  public String getName() {
    return email;
  }
}
