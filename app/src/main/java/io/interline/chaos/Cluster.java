package io.interline.chaos;

import io.interline.bench.HubProcess;
import io.interline.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// A database and two hubs that share it, each in a process of its own.
final class Cluster implements AutoCloseable {

  private static final int NODES = 2;
  private static final String UNENDED =
      """
      select (select count(*) from run r where not exists (
          select from run_end e where e.tenant_id = r.tenant_id and e.run_id = r.run_id))
        + (select count(*) from run_order) + (select count(*) from run_inbox)
        + (select count(*) from run_wait)""";
  private static final String NOT_SUCCEEDED =
      "select count(*) from run_end where status <> 'SUCCEEDED'";
  private static final String TERMINATE =
      """
      select count(pg_terminate_backend(pid)) from pg_stat_activity
      where pid <> pg_backend_pid() and usename like 'interline%'""";

  private final Path folder;
  private final Path jar;
  private final int receiver;
  private final String heap;
  private final EmbeddedPostgres database;
  private final AtomicReferenceArray<HubProcess> nodes = new AtomicReferenceArray<>(NODES);

  /// @param database folder of the database
  /// @param heap memory of each node, as Java writes it
  Cluster(Path folder, Path database, Path jar, int receiver, String heap) throws IOException {
    this.heap = heap;
    this.folder = folder;
    this.jar = jar;
    this.receiver = receiver;
    this.database = EmbeddedPostgres.start(database);
    for (int node = 0; node < NODES; node++) start(node);
  }

  /// Starts a node, or starts it again.
  void start(int node) throws IOException {
    var home = folder.resolve("node" + node);
    Files.createDirectories(home);
    nodes.set(node, HubProcess.start(jar, home, receiver, variables(), heap));
  }

  private Map<String, String> variables() {
    return Map.of(
        "INTERLINE_DATABASE_URL",
        database.url("postgres") + "?user=" + database.user() + "&password=" + database.password(),
        "INTERLINE_KEY_FILE",
        folder.resolve("key").toString());
  }

  HubProcess node(int node) {
    return nodes.get(node);
  }

  EmbeddedPostgres database() {
    return database;
  }

  /// Addresses of the nodes that run.
  List<String> addresses() {
    var addresses = new ArrayList<String>();
    for (int node = 0; node < NODES; node++) {
      var process = nodes.get(node);
      if (process != null && process.isAlive()) addresses.add("http://127.0.0.1:" + process.port());
    }
    return addresses;
  }

  /// Ends all sessions of the hubs, in the middle of what they do.
  long terminateSessions() throws SQLException {
    return number(TERMINATE);
  }

  /// Runs that have not ended, and what waits for one; 0 when nothing is left in limbo.
  long unended() throws SQLException {
    return number(UNENDED);
  }

  /// Runs that did not succeed.
  long notSucceeded() throws SQLException {
    return number(NOT_SUCCEEDED);
  }

  /// Days of tenants whose usage counters differ from their runs.
  long wrongUsage() throws SQLException {
    try (var connection = connect()) {
      return Usage.wrong(connection);
    }
  }

  private long number(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.url("postgres"), database.user(), database.password());
  }

  @Override
  public void close() {
    for (int node = 0; node < NODES; node++) {
      var process = nodes.get(node);
      if (process != null) process.close();
    }
    database.close();
  }
}
