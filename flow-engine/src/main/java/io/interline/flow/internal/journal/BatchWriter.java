package io.interline.flow.internal.journal;

import io.interline.flow.internal.journal.GroupCommit.Item;
import io.interline.tenant.DatabaseStatus;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings batches into PostgreSQL over one connection of its own, and decides what a failure means.
///
/// - The fence refused: the writes of shards that have another owner fail, the others are sent
///   again.
/// - The connection broke: whether the batch is there is read back after connecting again, never
///   guessed.
/// - The data was refused, or cannot even be sent, or makes the server fail each time: the batch is
///   halved until the write that is at fault stands alone. All others are kept.
final class BatchWriter implements GroupCommit.Sink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int MOST_FAILURES = 5;

  private final WriterConnection source;
  private final String usage;
  private final DatabaseStatus database;
  private final Timer commits;
  private final DistributionSummary batches;
  private @Nullable Connection connection;
  private @Nullable BatchStatements statements;
  private volatile boolean closing;

  /// @param usage the statement that counts what tenants use
  BatchWriter(
      WriterConnection source, String usage, MeterRegistry meters, DatabaseStatus database) {
    this.source = source;
    this.usage = usage;
    this.database = database;
    this.commits = meters.timer("interline.journal.commit");
    this.batches = meters.summary("interline.journal.batch");
  }

  @Override
  public void commit(List<Item> batch) {
    batches.record(batch.size());
    commits.record(() -> bring(batch));
  }

  /// Gives up waiting for a database that does not come back.
  @Override
  public void close() {
    closing = true;
    disconnect();
  }

  void giveUpWaiting() {
    closing = true;
  }

  private void bring(List<Item> batch) {
    var left = batch;
    boolean uncertain = false;
    int failures = 0;
    while (!left.isEmpty()) {
      try {
        if (uncertain) left = withoutThoseThere(left);
        if (left.isEmpty()) return;
        statements().write(left.stream().map(Item::write).toList());
        left.forEach(item -> item.done().complete(null));
        return;
      } catch (RuntimeException e) {
        if (e instanceof JournalUnavailable) throw e;
        isolate(left, new SQLException(e), uncertain);
        return;
      } catch (SQLException e) {
        switch (meaningOf(e, ++failures)) {
          case FENCED -> left = withoutStale(left);
          case UNCERTAIN -> {
            reconnectLater(e);
            if (closing) throw new JournalUnavailable("closed while the database was away");
            uncertain = true;
          }
          case REFUSED -> {
            isolate(left, e, uncertain);
            return;
          }
        }
      }
    }
  }

  private enum Meaning {
    FENCED,
    UNCERTAIN,
    REFUSED
  }

  /// @param failures in a row, of this batch
  private static Meaning meaningOf(SQLException e, int failures) {
    String state = e.getSQLState();
    if (state == null) return Meaning.UNCERTAIN;
    if (state.equals(BatchStatements.FENCED)) return Meaning.FENCED;
    String kind = state.substring(0, 2);
    // The server answers, and fails on this batch again and again: something in it is at fault.
    if (failures >= MOST_FAILURES && (kind.equals("XX") || state.equals("08P01")))
      return Meaning.REFUSED;
    return switch (kind) {
      case "08", "57", "58", "53", "40", "25", "28", "3D", "XX" -> Meaning.UNCERTAIN;
      default -> Meaning.REFUSED;
    };
  }

  private void isolate(List<Item> items, SQLException why, boolean uncertain) {
    if (items.size() > 1) {
      int middle = items.size() / 2;
      bring(items.subList(0, middle));
      bring(items.subList(middle, items.size()));
      return;
    }
    var item = items.getFirst();
    try {
      // A batch that was sent twice meets its own rows.
      if (new ReadBack(open()).isThere(item.write())) {
        item.done().complete(null);
        return;
      }
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
    LOG.error(
        "journal refused a write run={} state={} resent={}",
        item.write().ref().id(),
        why.getSQLState(),
        uncertain,
        why);
    item.done().completeExceptionally(new IllegalStateException("the journal refused it", why));
  }

  private List<Item> withoutThoseThere(List<Item> items) throws SQLException {
    var check = new ReadBack(open());
    // One transaction brought all or nothing, so that the first of them tells.
    if (!check.isThere(items.getFirst().write())) return items;
    items.forEach(item -> item.done().complete(null));
    return List.of();
  }

  private List<Item> withoutStale(List<Item> items) {
    try {
      var epochs = new ReadBack(open()).epochs();
      var left = new ArrayList<Item>();
      for (var item : items) {
        var ref = item.write().ref();
        Long epoch = epochs.get(ref.shard());
        boolean ours = epoch != null && epoch == ref.epoch();
        if (ours || !item.write().isFenced()) left.add(item);
        else item.done().completeExceptionally(new StaleOwner(ref));
      }
      return left;
    } catch (SQLException e) {
      reconnectLater(e);
      if (closing) throw new JournalUnavailable("closed while the database was away");
      return items;
    }
  }

  private void reconnectLater(SQLException why) {
    disconnect();
    if (!database.explains(why))
      LOG.warn("journal connection lost state={}: {}", why.getSQLState(), why.getMessage());
    LockSupport.parkNanos(PAUSE.toNanos());
  }

  private BatchStatements statements() throws SQLException {
    if (statements == null) statements = new BatchStatements(open(), usage);
    return statements;
  }

  private Connection open() throws SQLException {
    if (connection == null) connection = source.open();
    return connection;
  }

  private void disconnect() {
    var old = connection;
    connection = null;
    statements = null;
    if (old == null) return;
    try {
      old.close();
    } catch (SQLException e) {
      LOG.debug("closing a broken connection", e);
    }
  }
}
