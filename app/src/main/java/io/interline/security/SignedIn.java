package io.interline.security;

import io.interline.tenant.AccountId;
import java.security.Principal;

/// The person that a session belongs to. Name and memberships are looked up anew on each request,
/// so a session remembers only whose it is.
///
/// @param email with which the person logged in
/// @param passwordNumber of the password that was used; a newer one ends the session
record SignedIn(AccountId account, String email, int passwordNumber) implements Principal {

  @Override
  public String getName() {
    return email;
  }
}
