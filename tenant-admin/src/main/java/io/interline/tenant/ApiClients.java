package io.interline.tenant;

import io.interline.audit.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// OAuth2 clients (client credentials) of the tenant in scope, for the management API.
public interface ApiClients {

  /// Needs CLIENT_EDIT.
  List<ApiClient> list();

  /// Makes a client; its secret is in the answer and nowhere else. Needs CLIENT_EDIT.
  Issued create(String title, Role role);

  /// Ends a client; its tokens are refused at once. Needs CLIENT_EDIT.
  void revoke(String clientId);

  /// For the authorization server and the resource server, across tenants: the client, unless
  /// revoked.
  Optional<Registered> registered(String clientId);

  /// Called by the edge before it looks at a client's secret: says whether one more may be tried
  /// from there. Thirty wrong ones in ten minutes refuse further ones for ten minutes.
  ///
  /// @throws DomainException of kind LIMIT, code `too-many-attempts`
  void beginAuthentication(Origin origin);

  /// Called by the edge afterwards. A client that did not prove who it is is on the audit log: of
  /// its tenant, or of the platform when there is no such client.
  void endAuthentication(String clientId, Origin origin, boolean proved);

  /// Called by the edge when a client has proved who it is; shown as `lastUsedAt`, to the minute.
  void recordUse(String clientId);

  /// A client as its tenant sees it.
  record ApiClient(
      String clientId,
      String title,
      Role role,
      String createdBy,
      Instant createdAt,
      @Nullable Instant lastUsedAt) {}

  /// A new client with its secret, shown once.
  record Issued(ApiClient client, String secret) {
    @Override
    public String toString() {
      return "Issued[client=" + client + "]";
    }
  }

  /// What the authorization server needs of a client.
  ///
  /// @param secretHash in Spring Security's `{id}hash` form
  record Registered(String clientId, TenantId tenant, String title, Role role, String secretHash) {
    @Override
    public String toString() {
      return "Registered[clientId=" + clientId + ", tenant=" + tenant + "]";
    }
  }
}
