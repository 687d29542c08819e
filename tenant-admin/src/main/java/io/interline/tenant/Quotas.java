package io.interline.tenant;

import java.time.Duration;

/// Limits of tenants, for the engine. Safe for use from many threads; answers from memory.
public interface Quotas {

  /// Takes one message from the tenant's allowance.
  ///
  /// @return zero when accepted, else how long to wait before the next try (Retry-After)
  Duration tryAccept(TenantId tenant);

  /// The tenant's plan; a change is seen within a few seconds.
  Plan plan(TenantId tenant);
}
