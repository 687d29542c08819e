package io.interline.flow.internal.journal;

import io.interline.flow.internal.isolation.Isolation;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.Duties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// The journal that the hub uses.
@Configuration
class JournalConfiguration {

  @Bean
  Journal journal(
      @Qualifier("system") DataSource pool,
      @Qualifier("system") JdbcClient jdbc,
      @Qualifier("system") TransactionOperations transactions,
      ObjectProvider<MeterRegistry> meters,
      DatabaseStatus database,
      Duties duties,
      Isolation isolation)
      throws SQLException {
    var journal =
        new PostgresJournal(
            WriterConnection.like(pool),
            jdbc,
            transactions,
            meters.getIfAvailable(SimpleMeterRegistry::new),
            database,
            isolation);
    journal.threads().forEach(duties::watch);
    return journal;
  }

  @Bean
  Shards shards(
      @Qualifier("system") DataSource pool,
      @Qualifier("system") JdbcClient jdbc,
      @Qualifier("system") TransactionOperations transactions,
      DatabaseStatus database)
      throws SQLException {
    var presence = new Presence(WriterConnection.like(pool), database);
    return new PostgresShards(jdbc, transactions, presence);
  }
}
