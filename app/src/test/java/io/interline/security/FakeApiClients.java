package io.interline.security;

import io.interline.audit.Origin;
import io.interline.tenant.ApiClients;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// API clients in memory.
class FakeApiClients implements ApiClients {

  private static final int MOST_WRONG = 30;

  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final Map<String, Registered> clients = new ConcurrentHashMap<>();

  /// Ids of clients that showed a wrong secret; cleared by a test that is about them.
  List<String> wrong() {
    return wrong;
  }

  void put(Registered client) {
    clients.put(client.clientId(), client);
  }

  @Override
  public List<ApiClient> list() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Issued create(String title, Role role) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void revoke(String clientId) {
    clients.remove(clientId);
  }

  @Override
  public void beginAuthentication(Origin origin) {
    if (wrong.size() >= MOST_WRONG)
      throw new DomainException(Kind.LIMIT, "too-many-attempts", "Too many.");
  }

  @Override
  public void endAuthentication(String clientId, Origin origin, boolean proved) {
    if (!proved) wrong.add(clientId);
  }

  @Override
  public void recordUse(String clientId) {}

  @Override
  public Optional<Registered> registered(String clientId) {
    return Optional.ofNullable(clients.get(clientId));
  }
}
