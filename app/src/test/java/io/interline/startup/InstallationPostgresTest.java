package io.interline.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.postgres.EmbeddedPostgres;
import io.interline.postgres.UsedFolder;
import io.interline.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationPostgresTest {

  @TempDir Path home = Path.of("");

  @Test
  void ownDatabaseIsMigratedByAnOwnerWithoutFurtherRights() throws SQLException {
    try (var installation = Installation.prepare(Map.of("INTERLINE_HOME", home.toString()))) {
      migrate(installation);

      try (var app = connect(installation, "app")) {
        assertThat(query(app, "select current_user")).isEqualTo("interline_app");
        assertThat(
                query(
                    app,
                    """
                    select count(*) from pg_roles where rolname like 'interline%'
                      and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
                    """))
            .isEqualTo("3");
        assertThat(
                query(
                    app, "select count(*) from pg_class where relowner = 'interline_app'::regrole"))
            .isEqualTo("0");
      }
    }
  }

  @Test
  void secondStartFindsKeyRolesAndData() throws SQLException {
    UsedFolder.at(home.resolve("postgres"));
    Object password;
    try (var first = Installation.prepare(Map.of("INTERLINE_HOME", home.toString()))) {
      migrate(first);
      password = first.properties().get("interline.database.app-password");
    }

    try (var second = Installation.prepare(Map.of("INTERLINE_HOME", home.toString()));
        var system = connect(second, "system")) {
      migrate(second);
      assertThat(second.properties().get("interline.database.app-password")).isEqualTo(password);
      assertThat(query(system, "select current_user")).isEqualTo("interline_system");
    }
  }

  @Test
  void roleThatSeesAllTenantsIsRefused() throws SQLException {
    UsedFolder.at(home.resolve("postgres"));
    var variables = Map.of("INTERLINE_HOME", home.toString());
    Installation.prepare(variables).close();
    try (var server = EmbeddedPostgres.start(home.resolve("postgres"));
        var superuser = OwnDatabase.connect(server);
        var statement = superuser.createStatement()) {
      statement.execute("alter role interline_app bypassrls");
    }

    assertThatThrownBy(() -> Installation.prepare(variables))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("interline_app")
        .hasMessageContaining("alter role interline_app nosuperuser nobypassrls");
  }

  @Test
  void otherServerIsUsedWithRolesMadeBeforehand() {
    var external = TestDatabase.create();
    var variables =
        Map.of(
            "INTERLINE_HOME",
            home.toString(),
            "INTERLINE_DATABASE_URL",
            external.url() + "?user=postgres&password=postgres",
            "INTERLINE_DATABASE_APP_PASSWORD",
            "test",
            "INTERLINE_DATABASE_SYSTEM_PASSWORD",
            "test");

    try (var installation = Installation.prepare(variables)) {
      assertThat(installation.properties())
          .containsEntry("interline.database.url", external.url())
          .containsEntry("spring.flyway.user", "postgres")
          .containsEntry("interline.database.built-in", false);
      assertThat(home.resolve("postgres")).doesNotExist();
    }
  }

  @Test
  void ownerWithoutTheRightToMakeRolesIsToldWhatToDo() throws SQLException {
    UsedFolder.at(home.resolve("other"));
    try (var server = EmbeddedPostgres.start(home.resolve("other"))) {
      try (var superuser = OwnDatabase.connect(server);
          var statement = superuser.createStatement()) {
        statement.execute("create role plain_owner login password 'plain'");
      }
      var variables =
          Map.of(
              "INTERLINE_HOME",
              home.toString(),
              "INTERLINE_DATABASE_URL",
              server.url("postgres") + "?user=plain_owner&password=plain");

      assertThatThrownBy(() -> Installation.prepare(variables))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("CREATEROLE")
          .hasMessageContaining("INTERLINE_DATABASE_APP_PASSWORD");
    }
  }

  @Test
  void unreachableServerIsNamedWithoutThePassword() {
    var variables =
        Map.of(
            "INTERLINE_HOME",
            home.toString(),
            "INTERLINE_DATABASE_URL",
            "jdbc:postgresql://127.0.0.1:1/x?user=u&password=hidden");

    assertThatThrownBy(() -> Installation.prepare(variables))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/x")
        .hasMessageNotContaining("hidden");
  }

  private static void migrate(Installation installation) {
    var properties = installation.properties();
    Flyway.configure()
        .dataSource(
            (String) properties.get("spring.flyway.url"),
            (String) properties.get("spring.flyway.user"),
            (String) properties.get("spring.flyway.password"))
        .load()
        .migrate();
  }

  private static Connection connect(Installation installation, String role) throws SQLException {
    var properties = installation.properties();
    return DriverManager.getConnection(
        (String) properties.get("interline.database.url"),
        "interline_" + role,
        (String) properties.get("interline.database." + role + "-password"));
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
