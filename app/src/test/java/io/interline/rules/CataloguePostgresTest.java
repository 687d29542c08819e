package io.interline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.testing.TestDatabase;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The database as the migrations leave it keeps tenants apart.
class CataloguePostgresTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  /// A table as it should be, for the breaking.
  private static final String FENCED =
      """
      create table fenced(tenant_id uuid not null, id int not null, primary key (tenant_id, id));
      alter table fenced enable row level security;
      alter table fenced force row level security;
      create policy tenant on fenced to interline_app
        using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
      create policy system on fenced to interline_system using (true);
      grant select, insert, update, delete on fenced to interline_app;
      """;

  @Test
  void everyTableKeepsTenantsApart() throws SQLException {
    try (var connection = DATABASE.asOwner()) {
      assertThat(new Catalogue(connection).faults()).isEmpty();
    }
  }

  @Test
  void everyExceptionIsStillNeeded() throws SQLException {
    try (var connection = DATABASE.asOwner();
        var tables =
            connection.prepareStatement("select count(*) from pg_class where relname = any (?)")) {
      var names =
          Stream.concat(Catalogue.GLOBAL.keySet().stream(), Catalogue.KEYS.keySet().stream())
              .toArray();
      tables.setArray(1, connection.createArrayOf("text", names));
      try (var rows = tables.executeQuery()) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(names.length);
      }
    }
  }

  static Stream<Arguments> breaks() {
    return Stream.of(
        Arguments.of(
            "alter table fenced disable row level security",
            "fenced: row-level security is not enabled and forced"),
        Arguments.of(
            "alter table fenced no force row level security",
            "fenced: row-level security is not enabled and forced"),
        Arguments.of(
            "create table loose(tenant_id uuid, unique (tenant_id))",
            "loose: tenant_id may be null"),
        Arguments.of(
            "drop policy tenant on fenced", "fenced: there is no policy for interline_app"),
        Arguments.of(
            "alter policy tenant on fenced using (true)",
            "fenced: policy tenant does not compare with app.tenant"),
        Arguments.of(
            "alter policy tenant on fenced with check (true)",
            "fenced: policy tenant does not compare with app.tenant"),
        Arguments.of(
            "create policy more on fenced to interline_app using (id = 1)",
            "fenced: policy more does not compare with app.tenant"),
        Arguments.of(
            "create policy all_of_us on fenced using (true)",
            "fenced: policy all_of_us does not compare with app.tenant"),
        Arguments.of(
            "alter table fenced add constraint only_id unique (id)",
            "only_id: unique without the tenant first"),
        Arguments.of(
            """
            alter table fenced add constraint only_id unique (id);
            alter table fenced add column parent int;
            alter table fenced add constraint astray foreign key (parent) references fenced (id)
            """,
            "astray: foreign key between tenant tables without the tenant first"),
        Arguments.of(
            "create table forgotten(id int)", "forgotten: has no tenant and no reason for that"),
        Arguments.of(
            "create materialized view copy as select * from account",
            "copy: has no tenant and no reason for that"),
        Arguments.of(
            "grant select (email) on account to interline_app",
            "account: interline_app may SELECT"),
        Arguments.of("grant delete on plan to interline_app", "plan: interline_app may DELETE"),
        Arguments.of(
            "grant truncate on fenced to interline_app", "fenced: interline_app may TRUNCATE"),
        Arguments.of("grant select on fenced to public", "fenced: granted to everyone"),
        Arguments.of(
            "create view peek as select * from fenced", "peek: the view is not security_invoker"),
        Arguments.of(
            "create function f() returns int language sql security definer return 1",
            "f(): SECURITY DEFINER"),
        Arguments.of("alter table fenced owner to interline_app", "fenced: owned by interline_app"),
        Arguments.of(
            "alter role interline_app bypassrls", "interline_app: may do more than the hub's work"),
        Arguments.of(
            "grant interline_system to interline_app",
            "interline_app: is a member of interline_system"),
        Arguments.of(
            "grant create on schema public to interline_app",
            "interline_app: may make things in schema public"));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void breachIsFound(String breach, String fault) throws SQLException {
    try (var connection = DATABASE.asOwner();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(FENCED);
      assertThat(new Catalogue(connection).faults()).noneMatch(found -> found.contains("fenced"));

      statement.execute(breach);

      assertThat(new Catalogue(connection).faults()).contains(fault);
      connection.rollback();
    }
  }
}
