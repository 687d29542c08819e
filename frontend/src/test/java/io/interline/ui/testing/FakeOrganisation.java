package io.interline.ui.testing;

import io.interline.audit.Origin;
import io.interline.tenant.ApiClients;
import io.interline.tenant.Organisations;
import io.interline.tenant.Permission;
import io.interline.tenant.Plan;
import io.interline.tenant.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Acme Trading and its API clients.
public final class FakeOrganisation implements Organisations, ApiClients {

  private final FakeUser user;
  private final List<ApiClient> clients = new ArrayList<>();
  private String name = "Acme Trading";
  private boolean guidedStart;

  public FakeOrganisation(FakeUser user) {
    this.user = user;
  }

  /// Whether the guided start is still to be shown.
  public void guidedStart(boolean open) {
    guidedStart = open;
  }

  @Override
  public Organisation current() {
    return new Organisation(
        FakeUser.ACME,
        name,
        new Plan("team", "Team", 100, 200, 50, 16_000_000),
        guidedStart,
        FakeRuns.NOON);
  }

  @Override
  public void rename(String newName) {
    user.require(Permission.MEMBER_EDIT);
    name = newName;
  }

  @Override
  public void finishGuidedStart() {
    guidedStart = false;
  }

  @Override
  public List<ApiClient> list() {
    user.require(Permission.CLIENT_EDIT);
    return List.copyOf(clients);
  }

  @Override
  public Issued create(String title, Role role) {
    user.require(Permission.CLIENT_EDIT);
    var client =
        new ApiClient("il-" + clients.size(), title, role, "Maya Kern", FakeRuns.NOON, null);
    clients.add(client);
    return new Issued(client, "secret-shown-once");
  }

  @Override
  public void revoke(String clientId) {
    clients.removeIf(each -> each.clientId().equals(clientId));
  }

  @Override
  public void beginAuthentication(Origin origin) {}

  @Override
  public void endAuthentication(String clientId, Origin origin, boolean proved) {}

  @Override
  public void recordUse(String clientId) {}

  @Override
  public Optional<Registered> registered(String clientId) {
    return Optional.empty();
  }
}
