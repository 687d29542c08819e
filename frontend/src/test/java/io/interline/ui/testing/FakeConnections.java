package io.interline.ui.testing;

import io.interline.connector.Connections;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Connections in memory; a test answers well when the base address says `good`.
public final class FakeConnections implements Connections {

  private final FakeUser user;
  private final List<Connection> connections = new ArrayList<>();
  private final List<ConnectionSettings> saved = new ArrayList<>();

  public FakeConnections(FakeUser user) {
    this.user = user;
  }

  /// What was saved, secrets included.
  public List<ConnectionSettings> saved() {
    return saved;
  }

  @Override
  public List<Connection> list() {
    user.require(Permission.CONNECTION_VIEW);
    return List.copyOf(connections);
  }

  @Override
  public Connection get(String alias, Environment environment) {
    return connections.stream()
        .filter(each -> each.alias().equals(alias) && each.environment() == environment)
        .findFirst()
        .orElseThrow(() -> DomainException.notFound("connection", alias));
  }

  @Override
  public Connection save(ConnectionSettings settings, @Nullable Integer version) {
    user.require(Permission.CONNECTION_EDIT);
    if (settings.settings().getOrDefault("baseUrl", "").contains("forbidden"))
      throw new DomainException(
          DomainException.Kind.INVALID, "address-refused", "This address is not allowed.");
    saved.add(settings);
    var before =
        connections.stream()
            .filter(
                each ->
                    each.alias().equals(settings.alias())
                        && each.environment() == settings.environment())
            .findFirst();
    var secrets = new TreeSet<>(settings.secrets().keySet());
    before.ifPresent(each -> secrets.addAll(each.secretsSet()));
    before.ifPresent(connections::remove);
    var connection =
        new Connection(
            settings.alias(),
            settings.environment(),
            settings.title(),
            settings.connector(),
            settings.auth(),
            settings.settings(),
            secrets,
            1,
            FakeRuns.NOON,
            result(settings.settings().getOrDefault("baseUrl", "")));
    connections.add(connection);
    return connection;
  }

  private static TestResult result(String address) {
    return address.contains("good")
        ? new TestResult(true, "The system answered 200.", 41, FakeRuns.NOON)
        : new TestResult(false, "Nothing answers at " + address + ".", 12, FakeRuns.NOON);
  }

  @Override
  public void delete(String alias, Environment environment) {
    user.require(Permission.CONNECTION_EDIT);
    connections.remove(get(alias, environment));
  }

  @Override
  public TestResult test(String alias, Environment environment) {
    return result(get(alias, environment).settings().getOrDefault("baseUrl", ""));
  }

  @Override
  public TestResult test(ConnectionSettings settings) {
    user.require(Permission.CONNECTION_EDIT);
    return result(settings.settings().getOrDefault("baseUrl", ""));
  }
}
