package io.interline.tenant;

/// Whether the hub's database answers, as seen a moment ago. While it does not, new work is refused
/// at once instead of waiting for a connection. Safe for many threads.
public interface DatabaseStatus {

  /// For what runs without a watched database.
  DatabaseStatus ALWAYS_AVAILABLE =
      new DatabaseStatus() {
        @Override
        public boolean isAvailable() {
          return true;
        }

        @Override
        public boolean explains(Throwable failure) {
          return false;
        }
      };

  /// Costs nothing: for each message.
  boolean isAvailable();

  /// Whether a failure belongs to an outage of the database. The log tells of an outage once, when
  /// it begins and when it is over; whoever meets such a failure adds nothing to that.
  ///
  /// Asks the database when the failure is the first that tells of an outage, which takes some
  /// seconds at most.
  boolean explains(Throwable failure);
}
