package io.interline.security;

import io.interline.audit.Actor;
import io.interline.audit.Origin;
import io.interline.tenant.ApiClients.Registered;
import io.interline.tenant.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/// An API client that showed a token of ours and is still registered.
final class ApiAuthentication extends AbstractAuthenticationToken {

  private final transient Jwt token;
  private final transient Registered client;

  ApiAuthentication(Jwt token, Registered client) {
    super(List.of(new SimpleGrantedAuthority("SCOPE_api")));
    this.token = token;
    this.client = client;
    setAuthenticated(true);
  }

  /// In whose name the client's requests work.
  Caller caller(Origin origin) {
    var actor = new Actor(Actor.Kind.CLIENT, client.clientId(), client.title(), token.getId());
    return new Caller(client.tenant(), actor, client.role(), origin, "client-credentials");
  }

  @Override
  public Object getCredentials() {
    return token;
  }

  @Override
  public Object getPrincipal() {
    return client.clientId();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other)
        && other instanceof ApiAuthentication that
        && token.equals(that.token)
        && client.equals(that.client);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + token.hashCode();
  }
}
