package io.interline.flow.internal.journal;

import io.interline.flow.internal.journal.Write.Accept;
import io.interline.flow.internal.journal.Write.Append;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Reads what became of a write whose answer never came.
final class ReadBack {

  private final Connection connection;

  ReadBack(Connection connection) {
    this.connection = connection;
  }

  boolean isThere(Write write) throws SQLException {
    return switch (write) {
      case Accept _ -> exists("select 1 from run where tenant_id = ? and run_id = ?", write.ref());
      case Append append when append.entries() != null -> hasPart(append, append.entries());
      case Append append when append.ending() != null ->
          exists("select 1 from run_end where tenant_id = ? and run_id = ?", write.ref());
      // A wait alone, and notices taken, may be written twice.
      case Append _ -> false;
    };
  }

  /// Epoch by shard, now.
  Map<Integer, Long> epochs() throws SQLException {
    var epochs = new HashMap<Integer, Long>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select id, epoch from shard")) {
      while (rows.next()) epochs.put(rows.getInt(1), rows.getLong(2));
    }
    return epochs;
  }

  private boolean hasPart(Append append, byte[] entries) throws SQLException {
    String sql =
        "select 1 from run_journal where tenant_id = ? and run_id = ? and seq = ? and data = ?";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, append.ref().tenant().value());
      statement.setObject(2, append.ref().id().value());
      statement.setInt(3, append.seq());
      statement.setBytes(4, entries);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private boolean exists(String sql, RunRef run) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, run.tenant().value());
      statement.setObject(2, run.id().value());
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
