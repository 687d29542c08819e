package io.interline.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Limits of tenants, for the engine. They hold for all nodes together, which tell each other what
/// is used once a second. Safe for use from many threads; answers from memory.
public interface Quotas {

  /// Takes one message from this node's share of the tenant's allowance.
  ///
  /// @return zero when accepted, else how long to wait before the next try (Retry-After); until the
  ///     month ends when its runs are used up, which [#month] tells
  Duration tryAccept(TenantId tenant);

  /// Takes one attempt to send a message from the allowance, before anything is done for it: one
  /// that is refused later has been taken too. Counts no run of the month.
  ///
  /// @return as [#tryAccept]
  default Duration tryAttempt(TenantId tenant) {
    return Duration.ZERO;
  }

  /// Counts a run of the month, for a message whose attempt was taken.
  ///
  /// @return zero when counted, else the time until the month ends
  default Duration tryRun(TenantId tenant) {
    return tryAccept(tenant);
  }

  /// The tenant's plan; a change is seen within a few seconds.
  Plan plan(TenantId tenant);

  /// The plan, with the rate, burst and runs under way that this node may take of it now: all that
  /// other nodes leave, and an equal part when they want more.
  Plan share(TenantId tenant);

  /// What the tenant has at the other nodes, as they told within the last seconds.
  Load elsewhere(TenantId tenant);

  /// Tells the other nodes what tenants have at this one, and hears of them. To be called once a
  /// second. When the database does not answer, what was heard last holds for a few seconds; then
  /// this node counts alone.
  ///
  /// @param here tenants that have something
  void exchange(UUID node, Map<TenantId, Load> here);

  /// What the tenant has used of this month. What other nodes accept is seen within a few seconds.
  default Month month(TenantId tenant) {
    return new Month(0, null, false, Instant.MAX);
  }

  /// What a tenant has of the hub at a time.
  ///
  /// @param underWay runs that have begun and are in memory
  /// @param waiting messages that wait for their turn
  record Load(int underWay, int waiting) {

    public static final Load NONE = new Load(0, 0);

    public Load plus(Load more) {
      return new Load(underWay + more.underWay, waiting + more.waiting);
    }
  }

  /// Runs of one calendar month in UTC.
  ///
  /// @param used runs accepted so far
  /// @param limit of the plan; absent for none
  /// @param overage whether more are accepted above it
  /// @param until when the next month begins
  record Month(long used, @Nullable Long limit, boolean overage, Instant until) {

    /// Whether nothing more is accepted.
    public boolean usedUp() {
      return limit != null && !overage && used >= limit;
    }

    /// Time until the next month, at least a second.
    public Duration left(Instant now) {
      var left = Duration.between(now, until);
      return left.toSeconds() < 1 ? Duration.ofSeconds(1) : left;
    }
  }
}
