package io.interline.security;

import io.interline.tenant.ApiClients;
import io.interline.tenant.ApiClients.Registered;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/// Shows the tenants' API clients to the authorization server. They are made on the settings screen
/// and never through here.
@Component
class RegisteredApiClients implements RegisteredClientRepository {

  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private final ApiClients clients;

  RegisteredApiClients(ApiClients clients) {
    this.clients = clients;
  }

  /// Nothing to keep: asked for only when a secret should be hashed anew.
  @Override
  public void save(RegisteredClient client) {}

  @Override
  public @Nullable RegisteredClient findById(String id) {
    return findByClientId(id);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String clientId) {
    return clients.registered(clientId).map(RegisteredApiClients::describe).orElse(null);
  }

  private static RegisteredClient describe(Registered client) {
    return RegisteredClient.withId(client.clientId())
        .clientId(client.clientId())
        .clientName(client.title())
        .clientSecret(client.secretHash())
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scope("api")
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFE).build())
        .build();
  }
}
