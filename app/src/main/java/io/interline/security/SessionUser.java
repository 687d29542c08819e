package io.interline.security;

import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.interline.tenant.Account;
import io.interline.tenant.Account.Membership;
import io.interline.tenant.DomainException;
import io.interline.tenant.TenantId;
import io.interline.ui.session.CurrentUser;
import org.springframework.stereotype.Component;

/// The person of the Vaadin session at hand.
@Component
class SessionUser implements CurrentUser {

  private final AuthenticationContext authentication;

  SessionUser(AuthenticationContext authentication) {
    this.authentication = authentication;
  }

  @Override
  public Account account() {
    return current().account();
  }

  @Override
  public Membership membership() {
    return current().membership();
  }

  @Override
  public void switchTenant(TenantId tenant) {
    var account = account();
    if (SessionTenant.membership(account, tenant).isEmpty())
      throw DomainException.notFound("organisation", tenant);
    VaadinSession.getCurrent()
        .getSession()
        .setAttribute(SessionTenant.ATTRIBUTE, new SessionTenant(account, tenant));
  }

  @Override
  public void logOut() {
    authentication.logout();
  }

  private static SessionTenant current() {
    var session = VaadinSession.getCurrent();
    if (session == null || session.getSession() == null)
      throw new IllegalStateException("no session of the screens at hand");
    if (session.getSession().getAttribute(SessionTenant.ATTRIBUTE) instanceof SessionTenant who)
      return who;
    throw new IllegalStateException("nobody is logged in");
  }
}
