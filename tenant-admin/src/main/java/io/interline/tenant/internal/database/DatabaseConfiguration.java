package io.interline.tenant.internal.database;

import com.zaxxer.hikari.HikariConfig;
import io.interline.tenant.Duties;
import jakarta.persistence.EntityManagerFactory;
import java.sql.DriverManager;
import java.util.Properties;
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

  /// Exit status of a process that ended for lack of memory, as Java's own.
  private static final int OUT_OF_MEMORY = 3;

  /// A session with short limits, lest a server that hangs looks well.
  @Bean
  DatabaseWatch databaseWatch(DatabaseSettings settings) {
    var properties = new Properties();
    properties.setProperty("user", "interline_system");
    properties.setProperty("password", settings.systemPassword());
    properties.setProperty("ApplicationName", "interline-watch");
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", "3");
    return new DatabaseWatch(
        () -> DriverManager.getConnection(settings.url(), properties), System::nanoTime);
  }

  /// Its first duty is to watch the database.
  @Bean
  Duties duties(DatabaseWatch watch) {
    var duties =
        new Duties(watch, () -> Runtime.getRuntime().halt(OUT_OF_MEMORY), System::nanoTime);
    watch.start(duties.register("database-watch"));
    return duties;
  }

  @Bean
  @Primary
  DataSource dataSource(DatabaseSettings settings, DatabaseWatch watch) {
    return pool(
        watch,
        "app",
        settings.url(),
        "interline_app",
        settings.appPassword(),
        settings.appPoolSize(),
        "60s");
  }

  @Bean
  @Qualifier("system")
  DataSource systemDataSource(DatabaseSettings settings, DatabaseWatch watch) {
    return pool(
        watch,
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
      DatabaseWatch watch,
      String name,
      String url,
      String user,
      String password,
      int size,
      String idle) {
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
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("socketTimeout", "120");
    config.setConnectionTimeout(WatchedPool.ONE_WAIT.toMillis());
    config.setValidationTimeout(WatchedPool.ONE_WAIT.toMillis());
    // Made as they are needed: what fills a pool up by itself pauses for seconds after an outage.
    config.setMinimumIdle(0);
    var pool = new WatchedPool(config, watch);
    watch.whenBack(
        () -> {
          if (!pool.isClosed()) pool.getHikariPoolMXBean().softEvictConnections();
        });
    return pool;
  }
}
