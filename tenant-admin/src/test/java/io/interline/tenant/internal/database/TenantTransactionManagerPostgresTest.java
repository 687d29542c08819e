package io.interline.tenant.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class TenantTransactionManagerPostgresTest {

  private static final TestHub HUB = TestHub.shared();

  private final TestTenant acme = HUB.tenant();
  private final TestTenant other = HUB.tenant();
  private final TransactionTemplate transactions = HUB.bean(TransactionTemplate.class);
  private final JdbcClient jdbc = HUB.bean(JdbcClient.class);
  private final EntityManager entityManager = HUB.bean(EntityManager.class);

  @Test
  void noTenantInScopeIsAnException() {
    assertThatThrownBy(() -> transactions.execute(status -> "never"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no tenant in scope");
  }

  @Test
  void theDatabaseKnowsTheTenant() {
    assertThat(inTransaction(acme, this::tenantOfConnection)).isEqualTo(acme.id().toString());
  }

  @Test
  void hibernateAndJdbcShareTheTransaction() {
    var found =
        inTransaction(
            acme,
            () ->
                List.of(
                    entityManager
                        .createNativeQuery("select txid_current()", Long.class)
                        .getSingleResult(),
                    jdbc.sql("select txid_current()").query(Long.class).single()));

    assertThat(found.getFirst()).isEqualTo(found.getLast());
  }

  @Test
  void otherTenantSeesNothingByNativeSql() {
    var statement = "select tenant_id from membership where tenant_id = ?";

    var byJdbc =
        inTransaction(
            other, () -> jdbc.sql(statement).param(acme.id().value()).query().listOfRows());
    var byHibernate =
        inTransaction(
            other,
            () ->
                entityManager
                    .createNativeQuery("select tenant_id from membership where tenant_id = ?1")
                    .setParameter(1, acme.id().value())
                    .getResultList());

    assertThat(byJdbc).isEmpty();
    assertThat(byHibernate).isEmpty();
  }

  @Test
  void otherTenantChangesNothingByNativeSql() {
    int changed =
        inTransaction(
            other,
            () ->
                jdbc.sql("update membership set role = 'VIEWER' where tenant_id = ?")
                    .param(acme.id().value())
                    .update());

    assertThat(changed).isZero();
  }

  @Test
  void applicationRoleCannotReadAccounts() {
    assertThatThrownBy(
            () -> inTransaction(acme, () -> jdbc.sql("select * from account").query().listOfRows()))
        .isInstanceOf(DataAccessException.class)
        .hasRootCauseMessage("ERROR: permission denied for table account");
  }

  @Test
  void outsideATransactionThereIsNoTenantAndNothingIsSeen() {
    var rows =
        TenantScope.call(
            acme.owner(), () -> jdbc.sql("select * from membership").query().listOfRows());

    assertThat(rows).isEmpty();
  }

  @Test
  void connectionReturnsToThePoolWithoutTenant() throws SQLException {
    inTransaction(acme, this::tenantOfConnection);
    assertThatThrownBy(
            () ->
                inTransaction(
                    acme,
                    () -> {
                      throw new UnsupportedOperationException("rolled back");
                    }))
        .isInstanceOf(UnsupportedOperationException.class);

    var pool = HUB.bean(DataSource.class);
    try (var first = pool.getConnection();
        var second = pool.getConnection();
        var third = pool.getConnection()) {
      for (var connection : List.of(first, second, third))
        try (var statement = connection.createStatement();
            var rows = statement.executeQuery("select current_setting('app.tenant', true)")) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1)).isNullOrEmpty();
          assertThat(connection.getAutoCommit()).isTrue();
        }
    }
  }

  @Test
  void systemPoolNeedsNoTenantAndSeesAll() {
    var system = HUB.bean("systemJdbcClient", JdbcClient.class);

    var tenants =
        system
            .sql("select distinct tenant_id::text from membership where tenant_id in (?, ?)")
            .param(acme.id().value())
            .param(other.id().value())
            .query(String.class)
            .list();

    assertThat(tenants).containsExactlyInAnyOrder(acme.id().toString(), other.id().toString());
  }

  private String tenantOfConnection() {
    return jdbc.sql("select current_setting('app.tenant', true)").query(String.class).single();
  }

  private <T> T inTransaction(TestTenant tenant, Supplier<T> work) {
    return TenantScope.call(
        tenant.developer(),
        () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
  }
}
