package io.interline.flow.internal.journal;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/// Opens connections of the journal's writer: outside the pool, as they take part in no other work,
/// and with binary transfer of arrays.
@FunctionalInterface
interface WriterConnection {

  /// OIDs of the arrays that [BinaryArray] writes.
  String BINARY_ARRAYS = "2951,1001,1016,1005,1007,1009,1185";

  Connection open() throws SQLException;

  /// With the address and the user of a pool.
  static WriterConnection like(DataSource pool) throws SQLException {
    var settings = pool.unwrap(HikariDataSource.class);
    return to(settings.getJdbcUrl(), settings.getUsername(), settings.getPassword());
  }

  static WriterConnection to(String url, String user, String password) {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "interline-journal");
    properties.setProperty("binaryTransferEnable", BINARY_ARRAYS);
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("options", "-c plan_cache_mode=force_generic_plan -c jit=off");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    return () -> bounded(DriverManager.getConnection(url, properties));
  }

  /// A node that stands still in the middle of a batch would hold up the takeover of its shards.
  private static Connection bounded(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set transaction_timeout = '10s'");
    }
    return connection;
  }
}
