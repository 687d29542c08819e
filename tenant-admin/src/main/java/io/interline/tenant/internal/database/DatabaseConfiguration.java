package io.interline.tenant.internal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Two pools with different rights.
///
/// - The primary one has the role `interline_app`: row-level security holds, and its transactions
///   (Hibernate and JDBC alike) belong to the tenant in [io.interline.tenant.TenantScope].
/// - The one qualified `system` has the role `interline_system`: it works across tenants on the
///   tables granted to it. Its transactions are asked for by name:
///   `@Transactional("systemTransactionManager")`.
@Configuration
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {

  @Bean
  @Primary
  DataSource dataSource(DatabaseSettings settings) {
    return pool(
        "app",
        settings.url(),
        "interline_app",
        settings.appPassword(),
        settings.appPoolSize(),
        "60s");
  }

  @Bean
  @Qualifier("system")
  DataSource systemDataSource(DatabaseSettings settings) {
    return pool(
        "system",
        settings.url(),
        "interline_system",
        settings.systemPassword(),
        settings.systemPoolSize(),
        "5s");
  }

  @Bean
  @Primary
  PlatformTransactionManager transactionManager(
      EntityManagerFactory entityManagerFactory, DataSource dataSource) {
    var manager = new TenantTransactionManager(entityManagerFactory);
    manager.setDataSource(dataSource);
    return manager;
  }

  @Bean
  PlatformTransactionManager systemTransactionManager(@Qualifier("system") DataSource dataSource) {
    return new JdbcTransactionManager(dataSource);
  }

  @Bean
  @Primary
  JdbcClient jdbcClient(DataSource dataSource) {
    return JdbcClient.create(dataSource);
  }

  @Bean
  @Qualifier("system")
  JdbcClient systemJdbcClient(@Qualifier("system") DataSource dataSource) {
    return JdbcClient.create(dataSource);
  }

  @Bean
  @Primary
  TransactionTemplate transactionTemplate(PlatformTransactionManager transactionManager) {
    return new TransactionTemplate(transactionManager);
  }

  @Bean
  @Qualifier("system")
  TransactionTemplate systemTransactionTemplate(
      @Qualifier("systemTransactionManager") PlatformTransactionManager transactionManager) {
    return new TransactionTemplate(transactionManager);
  }

  @Bean
  HibernatePropertiesCustomizer tenantIdentifier() {
    return properties ->
        properties.put(
            "hibernate.tenant_identifier_resolver", new ScopedTenantIdentifierResolver());
  }

  /// @param idle longest pause in the middle of a transaction, as PostgreSQL writes it: a process
  ///     that stands still must not hold locks for which other nodes wait. That of the engine is
  ///     shorter than a lease
  private static DataSource pool(
      String name, String url, String user, String password, int size, String idle) {
    var config = new HikariConfig();
    config.setPoolName("interline-" + name);
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(size);
    config.setAutoCommit(true);
    config.setConnectionInitSql("set idle_in_transaction_session_timeout = '" + idle + "'");
    config.addDataSourceProperty("ApplicationName", "interline-" + name);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return new HikariDataSource(config);
  }
}
