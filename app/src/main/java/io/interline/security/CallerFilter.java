package io.interline.security;

import io.interline.audit.Actor;
import io.interline.tenant.Accounts;
import io.interline.tenant.Caller;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Binds the caller to the request, for all that happens in it: the person of the session, looked
/// up anew, or the API client of the token. A session whose person is no longer a member anywhere,
/// or has got a new password since, ends here.
///
/// A web socket gets no caller: what a browser says must come as a request of its own.
class CallerFilter extends OncePerRequestFilter {

  private final Accounts accounts;
  private final RequestOrigin origin;

  CallerFilter(Accounts accounts, RequestOrigin origin) {
    this.accounts = accounts;
    this.origin = origin;
  }

  /// The parts of the screens are files, the same for everyone.
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/VAADIN/build/")
        || path.startsWith("/VAADIN/static/")
        || path.startsWith("/interline/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var caller = caller(request);
    if (caller.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    try {
      TenantScope.call(
          caller.get(),
          () -> {
            chain.doFilter(request, response);
            return Boolean.TRUE;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private Optional<Caller> caller(HttpServletRequest request) {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication instanceof ApiAuthentication api)
      return Optional.of(api.caller(origin.of(request)));
    if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn person))
      return Optional.empty();
    var session = request.getSession();
    var chosen =
        accounts
            .find(person.account())
            .filter(account -> account.passwordNumber() == person.passwordNumber())
            .flatMap(account -> SessionTenant.of(account, kept(session)));
    if (chosen.isEmpty()) {
      session.invalidate();
      SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
      return Optional.empty();
    }
    session.setAttribute(SessionTenant.ATTRIBUTE, chosen.get());
    return Optional.of(caller(chosen.get(), session.getId(), request));
  }

  private Caller caller(SessionTenant who, String sessionId, HttpServletRequest request) {
    var account = who.account();
    var actor =
        new Actor(
            Actor.Kind.ACCOUNT,
            account.id().toString(),
            account.email(),
            SessionNames.of(sessionId));
    return new Caller(who.tenant(), actor, who.membership().role(), origin.of(request), "password");
  }

  private static Optional<TenantId> kept(HttpSession session) {
    return Optional.ofNullable((SessionTenant) session.getAttribute(SessionTenant.ATTRIBUTE))
        .map(SessionTenant::tenant);
  }
}
