package io.interline.ui.testing;

import io.interline.flow.Circuits;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import java.util.ArrayList;
import java.util.List;

/// Circuits that are closed, but for those opened by hand.
public final class FakeCircuits implements Circuits {

  private final FakeUser user;
  private final List<Circuit> open = new ArrayList<>();

  public FakeCircuits(FakeUser user) {
    this.user = user;
  }

  @Override
  public List<Circuit> list() {
    user.require(Permission.CONNECTION_VIEW);
    return List.copyOf(open);
  }

  @Override
  public Circuit get(String alias, Environment environment) {
    return open.stream()
        .filter(each -> each.alias().equals(alias) && each.environment() == environment)
        .findFirst()
        .orElse(circuit(alias, environment, State.CLOSED));
  }

  @Override
  public Circuit reset(String alias, Environment environment) {
    user.require(Permission.CONNECTION_EDIT);
    open.removeIf(each -> each.alias().equals(alias) && each.environment() == environment);
    return get(alias, environment);
  }

  @Override
  public Circuit forceOpen(String alias, Environment environment) {
    user.require(Permission.CONNECTION_EDIT);
    open.add(circuit(alias, environment, State.OPEN));
    return get(alias, environment);
  }

  private static Circuit circuit(String alias, Environment environment, State state) {
    return new Circuit(
        alias,
        environment,
        state,
        state == State.OPEN,
        null,
        0,
        0,
        null,
        null,
        null,
        0,
        10,
        0,
        100,
        0,
        0);
  }
}
