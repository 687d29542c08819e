package io.interline.flow.internal.execute;

import io.interline.flow.internal.journal.JournalNode;
import io.interline.testing.TestDatabase;
import java.sql.SQLException;

/// The engine over PostgreSQL, as the hub has it.
class PostgresIngestPostgresTest extends IngestContract {

  private static final TestDatabase DATABASE = TestDatabase.create();

  @Override
  Store open(MovableClock clock) throws SQLException {
    var node = new JournalNode(DATABASE);
    return new Store(node.journal(), node.shards(), node::close);
  }
}
