package io.interline.tenant.internal.database;

import io.interline.tenant.TenantScope;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.util.Objects;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Tells the database, at the begin of each transaction, for which tenant it works; row-level
/// security compares with that.
class TenantTransactionManager extends JpaTransactionManager {

  TenantTransactionManager(EntityManagerFactory entityManagerFactory) {
    super(entityManagerFactory);
  }

  /// @throws IllegalStateException when no tenant is in scope
  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    String tenant = TenantScope.tenant().toString();
    super.doBegin(transaction, definition);
    var source = Objects.requireNonNull(getDataSource());
    var holder =
        (ConnectionHolder)
            Objects.requireNonNull(TransactionSynchronizationManager.getResource(source));
    try (var set =
        holder.getConnection().prepareStatement("select set_config('app.tenant', ?, true)")) {
      set.setString(1, tenant);
      set.execute();
    } catch (SQLException e) {
      rollBackBegun();
      doCleanupAfterCompletion(transaction);
      throw new CannotCreateTransactionException("cannot set the tenant of the transaction", e);
    }
  }

  /// Else Hibernate would put off the end of its session to the end of a transaction that never
  /// comes, and keep the connection.
  private void rollBackBegun() {
    var factory = Objects.requireNonNull(getEntityManagerFactory());
    var holder = (EntityManagerHolder) TransactionSynchronizationManager.getResource(factory);
    if (holder != null) holder.getEntityManager().getTransaction().rollback();
  }
}
