package io.interline.startup;

import io.interline.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.PGConnection;

/// The hub's database within its own PostgreSQL server, with an owner who is no superuser.
final class OwnDatabase {

  private static final String NAME = "interline";
  private static final String OWNER = "interline_owner";

  private OwnDatabase() {}

  /// Makes what is not there yet.
  static DatabaseAddress prepare(EmbeddedPostgres server) throws SQLException {
    // Nobody else connects as the owner, so a password that ends with the process will do.
    String password = UUID.randomUUID().toString();
    try (var superuser = connect(server)) {
      makeIfMissing(
          superuser,
          "select 1 from pg_roles where rolname = '" + OWNER + "'",
          "create role " + OWNER + " login nosuperuser nobypassrls");
      superuser.unwrap(PGConnection.class).alterUserPassword(OWNER, password.toCharArray(), null);
      makeIfMissing(
          superuser,
          "select 1 from pg_database where datname = '" + NAME + "'",
          "create database " + NAME + " owner " + OWNER);
    }
    return new DatabaseAddress(server.url(NAME), OWNER, password);
  }

  static Connection connect(EmbeddedPostgres server) throws SQLException {
    return DriverManager.getConnection(server.url("postgres"), server.user(), server.password());
  }

  private static void makeIfMissing(Connection connection, String question, String make)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      try (var rows = statement.executeQuery(question)) {
        if (rows.next()) return;
      }
      statement.execute(make);
    }
  }
}
