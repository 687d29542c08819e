package io.interline.tenant.testing;

import io.interline.audit.Actor;
import io.interline.audit.Origin;
import io.interline.tenant.AccountId;
import io.interline.tenant.Caller;
import io.interline.tenant.Role;
import io.interline.tenant.TenantId;
import io.interline.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// A tenant that stands in the database with an owner, a developer and a viewer. Its people are
/// real rows, but nobody can log in as them. Its plan is `unlimited`.
///
/// ```java
/// var database = TestDatabase.create();
/// var acme = TestTenant.create(database);
/// var flows = TenantScope.call(acme.developer(), () -> service.list());
/// ```
public final class TestTenant {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final TenantId id;
  private final String name;
  private final Map<Role, Caller> callers;

  private TestTenant(TenantId id, String name, Map<Role, Caller> callers) {
    this.id = id;
    this.name = name;
    this.callers = callers;
  }

  /// Makes one more tenant in the database.
  public static TestTenant create(TestDatabase database) {
    var id = new TenantId(UUID.randomUUID());
    var name = "Tenant " + NUMBER.incrementAndGet();
    var callers = new EnumMap<Role, Caller>(Role.class);
    try (var connection = database.asOwner()) {
      insertTenant(connection, id, name);
      for (var role : Role.values()) callers.put(role, insertMember(connection, id, role));
    } catch (SQLException e) {
      throw new IllegalStateException("the tenant could not be made", e);
    }
    return new TestTenant(id, name, callers);
  }

  public TenantId id() {
    return id;
  }

  /// The organisation's name.
  public String name() {
    return name;
  }

  public Caller owner() {
    return caller(Role.OWNER);
  }

  public Caller developer() {
    return caller(Role.DEVELOPER);
  }

  public Caller viewer() {
    return caller(Role.VIEWER);
  }

  /// The member with that role.
  public Caller caller(Role role) {
    return Objects.requireNonNull(callers.get(role));
  }

  /// The account of the member with that role.
  public AccountId account(Role role) {
    return new AccountId(UUID.fromString(caller(role).actor().id()));
  }

  private static void insertTenant(Connection connection, TenantId id, String name)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into tenant (tenant_id, name, plan, created_at)"
                + " values (?, ?, 'unlimited', now())")) {
      insert.setObject(1, id.value());
      insert.setString(2, name);
      insert.executeUpdate();
    }
  }

  private static Caller insertMember(Connection connection, TenantId tenant, Role role)
      throws SQLException {
    var account = UUID.randomUUID();
    var title = role.name().toLowerCase(Locale.ROOT);
    var email = title + "@" + account + ".example";
    try (var insert =
        connection.prepareStatement(
            """
            with person as (
              insert into account (id, email, name, password_hash, created_at)
              values (?, ?, ?, '{none}', now())
              returning id, email, name, created_at)
            insert into membership (tenant_id, account_id, email, name, role, created_at)
            select ?, id, email, name, ?, created_at from person
            """)) {
      insert.setObject(1, account);
      insert.setString(2, email);
      insert.setString(3, "The " + title);
      insert.setObject(4, tenant.value());
      insert.setString(5, role.name());
      insert.executeUpdate();
    }
    var actor = new Actor(Actor.Kind.ACCOUNT, account.toString(), email, "session-of-" + title);
    var origin = new Origin("192.0.2.10", "test", null, null);
    return new Caller(tenant, actor, role, origin, "password");
  }
}
