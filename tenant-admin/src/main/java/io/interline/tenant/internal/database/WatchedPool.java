package io.interline.tenant.internal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.interline.tenant.DatabaseStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

/// A pool that gives up at once while the database is away, and waits patiently for a connection
/// while it is merely busy.
final class WatchedPool extends HikariDataSource {

  /// Who asked when the database went away waits so long at most.
  static final Duration ONE_WAIT = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DatabaseStatus database;

  WatchedPool(HikariConfig config, DatabaseStatus database) {
    super(config);
    this.database = database;
  }

  @Override
  public Connection getConnection() throws SQLException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      if (!database.isAvailable())
        throw new SQLTransientConnectionException("the database is away", "08001");
      try {
        return super.getConnection();
      } catch (SQLTransientConnectionException e) {
        if (System.nanoTime() - until > 0) throw e;
      }
    }
  }
}
