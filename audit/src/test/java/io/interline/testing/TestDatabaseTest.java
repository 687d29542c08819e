package io.interline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

  @Test
  void applicationRoleHasNoPrivileges() throws SQLException {
    try (var connection = TestDatabase.create().asApp();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = current_user")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getBoolean(1)).isFalse();
    }
  }
}
