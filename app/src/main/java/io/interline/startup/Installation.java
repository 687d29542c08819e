package io.interline.startup;

import io.interline.postgres.EmbeddedPostgres;
import io.interline.postgres.PostgresSupervisor;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An installation with its key read and its database running, as the environment variables ask:
///
/// - `INTERLINE_HOME`: folder of key and database, `.interline` in the working folder by default.
/// - `INTERLINE_KEY_FILE`: the key, when it is somewhere else.
/// - `INTERLINE_DATABASE_URL`: JDBC address with user and password of the owner, to use another
///   server than the built-in one; `INTERLINE_DATABASE_APP_PASSWORD` and
///   `INTERLINE_DATABASE_SYSTEM_PASSWORD` for roles that were made beforehand.
public final class Installation implements AutoCloseable {

  private final Path keyFile;
  private final DatabaseAddress database;
  private final Map<String, String> passwords;
  private final @Nullable PostgresSupervisor server;
  private final String place;

  private Installation(
      Path keyFile,
      DatabaseAddress database,
      Map<String, String> passwords,
      @Nullable PostgresSupervisor server,
      String place) {
    this.keyFile = keyFile;
    this.database = database;
    this.passwords = passwords;
    this.server = server;
    this.place = place;
  }

  /// Reads or makes the key, starts the built-in database unless another is named, and prepares the
  /// roles.
  ///
  /// @param variables environment variables
  /// @throws StartRefused or PostgresUnavailable with words for the person who starts the hub
  public static Installation prepare(Map<String, String> variables) {
    var home = Path.of(variables.getOrDefault("INTERLINE_HOME", ".interline")).toAbsolutePath();
    String keyPath = variables.get("INTERLINE_KEY_FILE");
    var keyFile =
        (keyPath == null ? home.resolve("key") : Path.of(keyPath)).toAbsolutePath().normalize();
    var key = InstallationKey.load(keyFile);
    UnaryOperator<String> password =
        role -> HexFormat.of().formatHex(key.derive("database password of " + role));
    var passwords = new LinkedHashMap<String, String>();
    passwords.put(
        "interline_app",
        variables.getOrDefault("INTERLINE_DATABASE_APP_PASSWORD", password.apply("interline_app")));
    passwords.put(
        "interline_system",
        variables.getOrDefault(
            "INTERLINE_DATABASE_SYSTEM_PASSWORD", password.apply("interline_system")));
    String url = variables.get("INTERLINE_DATABASE_URL");
    return url == null
        ? withOwnServer(home.resolve("postgres").normalize(), keyFile, passwords)
        : withServerAt(DatabaseAddress.parse(url), keyFile, passwords);
  }

  private static Installation withServerAt(
      DatabaseAddress database, Path keyFile, Map<String, String> passwords) {
    try (var owner = database.connect()) {
      new DatabaseRoles(owner, database.url()).ensure(passwords);
    } catch (SQLException e) {
      throw new StartRefused(
          "The database at " + database + " cannot be used: " + e.getMessage(), e);
    }
    return new Installation(keyFile, database, passwords, null, database.url());
  }

  private static Installation withOwnServer(
      Path folder, Path keyFile, Map<String, String> passwords) {
    var server = EmbeddedPostgres.start(folder);
    try (var superuser = OwnDatabase.connect(server)) {
      var database = OwnDatabase.prepare(server);
      new DatabaseRoles(superuser, database.url()).ensure(passwords);
      return new Installation(
          keyFile, database, passwords, PostgresSupervisor.of(server), folder.toString());
    } catch (SQLException e) {
      server.close();
      throw new StartRefused("The database in " + folder + " cannot be used.", e);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// What the hub's parts read.
  public Map<String, Object> properties() {
    return Map.of(
        "interline.key-file", keyFile.toString(),
        "interline.database.url", database.url(),
        "interline.database.app-password", passwords.getOrDefault("interline_app", ""),
        "interline.database.system-password", passwords.getOrDefault("interline_system", ""),
        "spring.flyway.url", database.url(),
        "spring.flyway.user", database.user(),
        "spring.flyway.password", database.password(),
        "interline.database.built-in", server != null,
        "interline.database.place", place);
  }

  /// Stops the built-in database, if it is the one in use.
  @Override
  public void close() {
    if (server != null) server.close();
  }
}
