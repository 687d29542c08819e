package io.interline.startup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;

/// Makes the roles that the hub works with able to log in, with the passwords that all nodes know.
final class DatabaseRoles {

  private static final String WRONG_PASSWORD = "28P01";
  private static final String ROLE_MAY_NOT_LOG_IN = "28000";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final Connection owner;
  private final String url;

  /// @param owner may make roles, or all roles can log in already
  /// @param url of the database that the roles use
  DatabaseRoles(Connection owner, String url) {
    this.owner = owner;
    this.url = url;
  }

  /// @param passwords role name to password; names are our own, never a user's
  /// @throws StartRefused when a role has rights with which it would see all tenants' data, or
  ///     cannot be made
  void ensure(Map<String, String> passwords) throws SQLException {
    for (var role : passwords.entrySet()) {
      ensure(role.getKey(), role.getValue());
    }
    refuseMighty();
  }

  private void ensure(String role, String password) throws SQLException {
    if (canLogIn(role, password)) return;
    try (var statement = owner.createStatement()) {
      if (!exists(role)) statement.execute("create role " + role + " nosuperuser nobypassrls");
      statement.execute("alter role " + role + " login");
      // Hashed on this side: the password itself reaches neither the wire nor the server's log.
      owner.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), null);
    } catch (SQLException e) {
      if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) throw e;
      throw new StartRefused(
          "The owner of the database may not make or change the role "
              + role
              + ". Give it CREATEROLE, or make the roles interline_app and interline_system"
              + " yourself and name their passwords in INTERLINE_DATABASE_APP_PASSWORD and"
              + " INTERLINE_DATABASE_SYSTEM_PASSWORD. PostgreSQL says: "
              + e.getMessage(),
          e);
    }
  }

  private boolean canLogIn(String role, String password) throws SQLException {
    try (var connection = DriverManager.getConnection(url, role, password)) {
      return connection.isValid(5);
    } catch (SQLException e) {
      if (WRONG_PASSWORD.equals(e.getSQLState()) || ROLE_MAY_NOT_LOG_IN.equals(e.getSQLState()))
        return false;
      throw e;
    }
  }

  private boolean exists(String role) throws SQLException {
    try (var query = owner.prepareStatement("select 1 from pg_roles where rolname = ?")) {
      query.setString(1, role);
      try (var rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  /// Row-level security holds for neither superusers nor roles with BYPASSRLS.
  private void refuseMighty() throws SQLException {
    try (var statement = owner.createStatement();
        var rows =
            statement.executeQuery(
                """
                select rolname from pg_roles
                where rolname in ('interline_app', 'interline_system')
                  and (rolsuper or rolbypassrls)
                """)) {
      if (rows.next())
        throw new StartRefused(
            "The role "
                + rows.getString(1)
                + " is superuser or has BYPASSRLS, so that nothing would keep tenants apart. Run:"
                + " alter role "
                + rows.getString(1)
                + " nosuperuser nobypassrls");
    }
  }
}
