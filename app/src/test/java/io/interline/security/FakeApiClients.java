package io.interline.security;

import io.interline.tenant.ApiClients;
import io.interline.tenant.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// API clients in memory.
class FakeApiClients implements ApiClients {

  private final Map<String, Registered> clients = new ConcurrentHashMap<>();

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
  public void recordUse(String clientId) {}

  @Override
  public Optional<Registered> registered(String clientId) {
    return Optional.ofNullable(clients.get(clientId));
  }
}
