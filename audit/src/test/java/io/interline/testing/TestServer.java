package io.interline.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The PostgreSQL server of the tests, and the migrated database on it that others are copied from.
///
/// `INTERLINE_TEST_SERVER` names a folder of a run: the first JVM that needs the server starts it
/// there, the others find its port, and whoever named the folder stops it (`./interline test`
/// does). Without the variable each JVM has a server of its own, which ends with it.
///
/// Nothing is flushed to disk: no test of a module ends the server. Those of what survives use the
/// hub's own server.
final class TestServer {

  private final int port;
  private final String template;

  private TestServer(int port) {
    this.port = port;
    this.template = "migrated_" + fingerprint();
    makeTemplate();
  }

  /// Started or found when first asked for.
  static TestServer shared() {
    return Found.SERVER;
  }

  String url(String database) {
    return "jdbc:postgresql://localhost:" + port + "/" + database;
  }

  /// Makes a database with all migrations.
  void copyOfTemplate(String name) {
    try (var connection = connect()) {
      execute(connection, "create database " + name + " template " + template);
    } catch (SQLException e) {
      throw new IllegalStateException("the test database could not be made", e);
    }
  }

  /// A module sees the migrations of those before it only, and modules share a server: each set of
  /// migrations has a template of its own. It has its name once it is whole.
  private void makeTemplate() {
    try (var connection = connect()) {
      execute(connection, "select pg_advisory_lock(1)");
      if (exists(connection)) return;
      String unfinished = template + "_unfinished";
      execute(connection, "drop database if exists " + unfinished);
      execute(connection, "create database " + unfinished);
      Flyway.configure()
          .dataSource(url(unfinished), "postgres", "postgres")
          .locations("classpath:db/migration")
          .load()
          .migrate();
      for (var role : new String[] {"interline_app", "interline_system"})
        execute(
            connection, "alter role " + role + " login password '" + TestDatabase.PASSWORD + "'");
      execute(connection, "alter database " + unfinished + " rename to " + template);
    } catch (SQLException e) {
      throw new IllegalStateException("the template of the test databases could not be made", e);
    }
  }

  private boolean exists(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select from pg_database where datname = ?")) {
      statement.setString(1, template);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /// Of the migrations on the class path.
  private static String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var found =
          new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/*.sql");
      for (var migration : Stream.of(found).sorted(Comparator.comparing(TestServer::name)).toList())
        digest.update(migration.getContentAsByteArray());
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(Resource migration) {
    return Objects.requireNonNull(migration.getFilename());
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url("postgres"), "postgres", "postgres");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static final class Found {

    private static final TestServer SERVER = find(System.getenv("INTERLINE_TEST_SERVER"));

    private static TestServer find(@Nullable String folder) {
      try {
        return new TestServer(
            folder == null ? builder().start().getPort() : portIn(Path.of(folder)));
      } catch (IOException e) {
        throw new UncheckedIOException("the test database did not start", e);
      }
    }

    private static int portIn(Path folder) throws IOException {
      Files.createDirectories(folder);
      var port = folder.resolve("port");
      try (var channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (!Files.exists(port)) Files.writeString(port, String.valueOf(startIn(folder)));
        return Integer.parseInt(Files.readString(port));
      }
    }

    /// It outlives this JVM, so it may not write into a pipe to it.
    private static int startIn(Path folder) throws IOException {
      var log = Redirect.appendTo(folder.resolve("server.log").toFile());
      return builder()
          .setDataDirectory(folder.resolve("data"))
          .setCleanDataDirectory(false)
          .setRegisterShutdownHook(false)
          .setOutputRedirector(log)
          .setErrorRedirector(log)
          .start()
          .getPort();
    }

    private static EmbeddedPostgres.Builder builder() {
      return EmbeddedPostgres.builder()
          .setServerConfig("max_connections", "500")
          .setServerConfig("shared_buffers", "256MB")
          .setServerConfig("fsync", "off")
          .setServerConfig("full_page_writes", "off");
    }
  }
}
