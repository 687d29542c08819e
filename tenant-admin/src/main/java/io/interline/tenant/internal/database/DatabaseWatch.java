package io.interline.tenant.internal.database;

import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.Duties;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the database several times a second, on a session of its own, whether it is there. Says
/// once when it is away, and once when it is back. Safe for many threads.
final class DatabaseWatch implements DatabaseStatus, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /// An answer that is no older tells of this moment.
  private static final long FRESH_NANOS = Duration.ofMillis(20).toNanos();

  /// So long after an outage connections may turn out to be from before it.
  private static final long AFTERMATH_NANOS = Duration.ofSeconds(10).toNanos();

  /// The server is there and has no session to spare: those of the pools work on.
  private static final String TOO_MANY_CONNECTIONS = "53300";

  /// Connection lost; ended by the server; out of resources.
  private static final Set<String> OUTAGE = Set.of("08", "57", "58", "53");

  private final Source source;
  private final LongSupplier nanos;
  private final List<Runnable> whenBack = new CopyOnWriteArrayList<>();
  private @Nullable Connection connection;
  private volatile boolean available = true;
  private volatile boolean wasAway;
  private volatile boolean closing;
  private volatile long changedAt;
  private volatile long askedAt;

  /// Opens sessions, each with limits for connecting and for answers.
  @FunctionalInterface
  interface Source {
    Connection open() throws SQLException;
  }

  /// @param nanos a monotonic clock
  DatabaseWatch(Source source, LongSupplier nanos) {
    this.source = source;
    this.nanos = nanos;
    this.changedAt = nanos.getAsLong();
    this.askedAt = changedAt - FRESH_NANOS;
  }

  /// Looks until it is closed.
  ///
  /// @param duty by which the looking shows that it is alive
  void start(Duties.Duty duty) {
    var look = duty.guarded(this::look);
    Thread.ofPlatform()
        .name("database-watch")
        .daemon()
        .start(
            () -> {
              while (!closing) {
                look.run();
                LockSupport.parkNanos(PAUSE.toNanos());
              }
              duty.end();
            });
  }

  /// @param work to do each time when an outage is over
  void whenBack(Runnable work) {
    whenBack.add(work);
  }

  @Override
  public boolean isAvailable() {
    return available;
  }

  @Override
  public boolean explains(Throwable failure) {
    if (!isOfConnection(failure)) return false;
    if (!available || closing) return true;
    look();
    return !available || (wasAway && nanos.getAsLong() - changedAt < AFTERMATH_NANOS);
  }

  /// Asks the database now, unless somebody else just did.
  synchronized void look() {
    if (closing || nanos.getAsLong() - askedAt < FRESH_NANOS) return;
    try {
      ask();
      answered();
    } catch (SQLException e) {
      disconnect();
      if (TOO_MANY_CONNECTIONS.equals(e.getSQLState())) answered();
      else failed(e);
    } finally {
      askedAt = nanos.getAsLong();
    }
  }

  /// On a new session when the old one is lost: it may have been ended for itself.
  private void ask() throws SQLException {
    try {
      if (connection != null) {
        ask(connection);
        return;
      }
    } catch (SQLException e) {
      disconnect();
    }
    var session = source.open();
    connection = session;
    ask(session);
  }

  private static void ask(Connection session) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute("select 1");
    }
  }

  private void answered() {
    if (available) return;
    long now = nanos.getAsLong();
    whenBack.forEach(Runnable::run);
    LOG.info("the database is back away_ms={}", Duration.ofNanos(now - changedAt).toMillis());
    changedAt = now;
    wasAway = true;
    available = true;
  }

  private void failed(SQLException e) {
    if (!available) return;
    available = false;
    changedAt = nanos.getAsLong();
    LOG.warn(
        "the database is away, nothing is accepted until it is back state={}: {}",
        e.getSQLState(),
        e.getMessage());
  }

  private static boolean isOfConnection(Throwable failure) {
    int depth = 0;
    for (Throwable e = failure; e != null && depth < 20; e = e.getCause(), depth++) {
      if (e instanceof java.sql.SQLTransientConnectionException) return true;
      if (e instanceof SQLException sql && isOfConnection(sql)) return true;
    }
    return false;
  }

  private static boolean isOfConnection(SQLException e) {
    String state = e.getSQLState();
    // The pool gives none when it closed a connection that turned out to be broken.
    if (state == null) return true;
    return state.length() == 5 && OUTAGE.contains(state.substring(0, 2));
  }

  private void disconnect() {
    var old = connection;
    connection = null;
    if (old == null) return;
    try {
      old.close();
    } catch (SQLException e) {
      LOG.debug("closing a broken connection", e);
    }
  }

  @Override
  public void close() {
    closing = true;
    synchronized (this) {
      disconnect();
    }
  }
}
