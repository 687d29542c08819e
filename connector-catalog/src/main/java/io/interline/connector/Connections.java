package io.interline.connector;

import io.interline.tenant.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The connections of the tenant in scope. A flow names a connection by alias; each environment
/// binds the alias to a connection of its own.
public interface Connections {

  /// In order of alias, then environment. Needs CONNECTION_VIEW.
  List<Connection> list();

  /// Needs CONNECTION_VIEW.
  ///
  /// @throws DomainException of kind NOT_FOUND
  Connection get(String alias, Environment environment);

  /// Makes or changes a connection. A secret left out keeps its stored value, unless connector,
  /// auth scheme or base address change: then it must be given anew. Needs CONNECTION_EDIT.
  ///
  /// @param version of the connection that the editor saw; absent for a new one
  /// @throws DomainException of kind CONFLICT, code `connection-changed`, or INVALID with what
  ///     is wrong
  Connection save(ConnectionSettings settings, @Nullable Integer version);

  /// Needs CONNECTION_EDIT.
  void delete(String alias, Environment environment);

  /// Tries what is stored and keeps the result on the connection. Needs CONNECTION_EDIT.
  TestResult test(String alias, Environment environment);

  /// Tries settings before they are saved; secrets left out are taken from the stored ones, under
  /// the same conditions as in [#save]. The result is kept on the connection when just these
  /// settings are stored, or are saved on this node within ten minutes. Needs CONNECTION_EDIT.
  TestResult test(ConnectionSettings settings);

  /// What an editor says of a connection.
  ///
  /// @param connector for example `http`
  /// @param auth id of an auth scheme of that connector
  /// @param settings fields without secrets, `baseUrl` among them
  /// @param secrets new values of secret fields; never read back
  record ConnectionSettings(
      String alias,
      Environment environment,
      String title,
      String connector,
      String auth,
      Map<String, String> settings,
      Map<String, String> secrets) {

    @Override
    public String toString() {
      return "ConnectionSettings[alias=" + alias + ", environment=" + environment + "]";
    }
  }

  /// A stored connection; secrets are only named.
  record Connection(
      String alias,
      Environment environment,
      String title,
      String connector,
      String auth,
      Map<String, String> settings,
      Set<String> secretsSet,
      int version,
      Instant changedAt,
      @Nullable TestResult lastTest) {}

  /// How a try went.
  ///
  /// @param message for the reader: what answered, or what is wrong and what to do
  /// @param tookMillis round trip
  record TestResult(boolean ok, String message, long tookMillis, Instant at) {}
}
