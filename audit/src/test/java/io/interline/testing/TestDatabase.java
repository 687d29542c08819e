package io.interline.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/// A real PostgreSQL for tests: one server for each JVM, one database for each [#create()], with
/// all migrations that the test's class path holds, and the roles of the hub with password `test`.
public final class TestDatabase {

  private static final String PASSWORD = "test";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name;

  private TestDatabase(String name) {
    this.name = name;
  }

  /// A new, migrated database.
  public static TestDatabase create() {
    String name = "test" + NUMBER.incrementAndGet();
    execute("create database " + name + " template " + Server.TEMPLATE);
    return new TestDatabase(name);
  }

  /// JDBC address without user or password.
  public String url() {
    return Server.url(name);
  }

  /// Address of a connection as the owner of the tables, for what a test does behind the hub's
  /// back.
  public Connection asOwner() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
  }

  /// A connection with the application role.
  public Connection asApp() throws SQLException {
    return DriverManager.getConnection(url(), "interline_app", PASSWORD);
  }

  /// A connection with the system role.
  public Connection asSystem() throws SQLException {
    return DriverManager.getConnection(url(), "interline_system", PASSWORD);
  }

  /// Spring properties that point the hub's pools here; migrations are done already.
  public String[] properties() {
    return new String[] {
      "interline.database.url=" + url(),
      "interline.database.app-password=" + PASSWORD,
      "interline.database.system-password=" + PASSWORD,
      "spring.flyway.enabled=false"
    };
  }

  private static void execute(String sql) {
    try (var connection =
            DriverManager.getConnection(Server.url("postgres"), "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /// Started when first asked for; stopped with the JVM.
  private static final class Server {
    static final String TEMPLATE = "migrated";
    private static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        var postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "128MB")
                .start();
        String base = "jdbc:postgresql://localhost:" + postgres.getPort() + "/";
        try (var connection =
                DriverManager.getConnection(base + "postgres", "postgres", "postgres");
            var statement = connection.createStatement()) {
          statement.execute("create database " + TEMPLATE);
        }
        Flyway.configure()
            .dataSource(base + TEMPLATE, "postgres", "postgres")
            .locations("classpath:db/migration")
            .load()
            .migrate();
        try (var connection =
                DriverManager.getConnection(base + "postgres", "postgres", "postgres");
            var statement = connection.createStatement()) {
          statement.execute("alter role interline_app login password '" + PASSWORD + "'");
          statement.execute("alter role interline_system login password '" + PASSWORD + "'");
        }
        return postgres;
      } catch (IOException | SQLException e) {
        throw new IllegalStateException("the test database did not start", e);
      }
    }

    static String url(String database) {
      return "jdbc:postgresql://localhost:" + POSTGRES.getPort() + "/" + database;
    }
  }
}
