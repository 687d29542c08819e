package io.interline.security;

import io.interline.tenant.Account;
import io.interline.tenant.TenantId;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// What a log-in leaves behind, for tests of screens that have no log-in before them.
public final class Sessions {

  /// Name of the attribute of [#choice].
  public static final String ATTRIBUTE = SessionTenant.ATTRIBUTE;

  private Sessions() {}

  /// Whose the session is and which organisation it shows, as [CallerFilter] keeps it.
  public static Object choice(Account account, TenantId tenant) {
    return new SessionTenant(account, tenant);
  }

  /// The person, as [PasswordLogIn] knows it.
  public static Authentication authentication(Account account) {
    return UsernamePasswordAuthenticationToken.authenticated(
        new SignedIn(account.id(), account.email(), account.passwordNumber()),
        null,
        List.of(new SimpleGrantedAuthority("ROLE_USER")));
  }
}
