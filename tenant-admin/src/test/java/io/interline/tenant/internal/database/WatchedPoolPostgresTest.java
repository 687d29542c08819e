package io.interline.tenant.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import io.interline.tenant.DatabaseStatus;
import io.interline.testing.TestDatabase;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchedPoolPostgresTest {

  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean available = true;
  private final DatabaseStatus database =
      new DatabaseStatus() {
        @Override
        public boolean isAvailable() {
          asked.incrementAndGet();
          return available;
        }

        @Override
        public boolean explains(Throwable failure) {
          return false;
        }
      };

  @Test
  void refusesWhileTheDatabaseIsAwayAlsoThoseWhoWaitAlready() throws SQLException {
    try (var pool = pool()) {
      var only = pool.getConnection();
      var waits =
          CompletableFuture.runAsync(
              () -> {
                try {
                  pool.getConnection().close();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });

      available = false;

      assertThatThrownBy(pool::getConnection).isInstanceOf(SQLTransientConnectionException.class);
      assertThatThrownBy(waits::join).hasRootCauseInstanceOf(SQLException.class);
      only.close();
    }
  }

  @Test
  void busyPoolIsWaitedForLongerThanOneWait() throws SQLException {
    try (var pool = pool()) {
      var only = pool.getConnection();
      var waits =
          CompletableFuture.runAsync(
              () -> {
                try {
                  pool.getConnection().close();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });

      // Asked before each wait: two have been in vain.
      await().until(() -> asked.get() >= 4);
      only.close();

      waits.join();
      assertThat(waits).isCompleted();
    }
  }

  private WatchedPool pool() {
    var config = new HikariConfig();
    config.setJdbcUrl(TestDatabase.create().url());
    config.setUsername("interline_system");
    config.setPassword("test");
    config.setMaximumPoolSize(1);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(250);
    return new WatchedPool(config, database);
  }
}
