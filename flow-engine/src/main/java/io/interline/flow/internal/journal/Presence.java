package io.interline.flow.internal.journal;

import io.interline.tenant.DatabaseStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sign by which other nodes know that this one lives: an advisory lock on a session of its
/// own. The database frees it when the process is gone, whatever ended it; not when the process
/// merely stands still. Who owns a shard is not decided by it, but by the epoch.
final class Presence implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final int ANSWER_SECONDS = 2;

  private final WriterConnection source;
  private final DatabaseStatus database;
  private @Nullable Connection connection;
  private boolean held;

  Presence(WriterConnection source) {
    this(source, DatabaseStatus.ALWAYS_AVAILABLE);
  }

  Presence(WriterConnection source, DatabaseStatus database) {
    this.source = source;
    this.database = database;
  }

  /// Shows that the node lives, again if its session was ended.
  ///
  /// @return number of the lock; absent when it cannot be shown
  synchronized @Nullable Long show(UUID node) {
    long lock = node.getLeastSignificantBits();
    try {
      var session = connection;
      if (session == null || !session.isValid(ANSWER_SECONDS)) {
        close();
        session = source.open();
        connection = session;
      }
      if (!held) held = take(session, lock);
      return lock;
    } catch (SQLException e) {
      if (!database.explains(e)) LOG.warn("the node cannot show that it lives: {}", e.getMessage());
      close();
      return null;
    }
  }

  /// A session of this node that the database takes for alive may still hold it: that shows as
  /// well.
  private static boolean take(Connection session, long lock) throws SQLException {
    try (var statement = session.prepareStatement("select pg_try_advisory_lock(?)")) {
      statement.setLong(1, lock);
      try (var rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /// Ends the session.
  @Override
  public synchronized void close() {
    var old = connection;
    connection = null;
    held = false;
    if (old == null) return;
    try {
      old.close();
    } catch (SQLException e) {
      LOG.debug("closing a broken connection", e);
    }
  }
}
