package io.interline.security;

import io.interline.audit.Origin;
import io.interline.tenant.Account;
import io.interline.tenant.Accounts;
import io.interline.tenant.DomainException;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/// Log-in with e-mail address and password.
@Component
class PasswordLogIn implements AuthenticationProvider {

  private final Accounts accounts;

  PasswordLogIn(Accounts accounts) {
    this.accounts = accounts;
  }

  /// @throws LockedException after too many attempts
  @Override
  public Authentication authenticate(Authentication attempt) {
    if (!(attempt.getDetails() instanceof Origin origin))
      throw new BadCredentialsException("a log-in says where it comes from");
    var account = find(attempt.getName(), String.valueOf(attempt.getCredentials()), origin);
    var result =
        UsernamePasswordAuthenticationToken.authenticated(
            new SignedIn(account.id(), account.email(), account.passwordNumber()),
            null,
            List.of(new SimpleGrantedAuthority("ROLE_USER")));
    result.setDetails(origin);
    return result;
  }

  private Account find(String email, String password, Origin origin) {
    try {
      return accounts
          .authenticate(email, password, origin)
          .orElseThrow(() -> new BadCredentialsException("e-mail or password is wrong"));
    } catch (DomainException e) {
      if (e.kind() == DomainException.Kind.LIMIT) throw new LockedException("too many attempts", e);
      throw new BadCredentialsException("e-mail or password is wrong", e);
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
