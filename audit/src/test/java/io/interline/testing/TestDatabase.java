package io.interline.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL for tests: one server for all that `./interline test` runs, and one for each
/// JVM that is started another way; one database for each [#create()], with all migrations that the
/// test's class path holds, and the roles of the hub with password `test`.
public final class TestDatabase {

  static final String PASSWORD = "test";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name;

  private TestDatabase(String name) {
    this.name = name;
  }

  /// A new, migrated database.
  public static TestDatabase create() {
    String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    TestServer.shared().copyOfTemplate(name);
    return new TestDatabase(name);
  }

  /// JDBC address without user or password.
  public String url() {
    return TestServer.shared().url(name);
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
}
