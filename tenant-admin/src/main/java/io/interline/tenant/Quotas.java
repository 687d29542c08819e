package io.interline.tenant;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Limits of tenants, for the engine. Safe for use from many threads; answers from memory.
public interface Quotas {

  /// Takes one message from the tenant's allowance.
  ///
  /// @return zero when accepted, else how long to wait before the next try (Retry-After); until the
  ///     month ends when its runs are used up, which [#month] tells
  Duration tryAccept(TenantId tenant);

  /// The tenant's plan; a change is seen within a few seconds.
  Plan plan(TenantId tenant);

  /// What the tenant has used of this month. What other nodes accept is seen within a few seconds.
  default Month month(TenantId tenant) {
    return new Month(0, null, false, Instant.MAX);
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
