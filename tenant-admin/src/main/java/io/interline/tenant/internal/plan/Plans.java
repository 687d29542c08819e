package io.interline.tenant.internal.plan;

import io.interline.tenant.Plan;
import io.interline.tenant.TenantId;
import java.time.LocalDate;
import java.util.Optional;

/// Where the plan of a tenant, and what it has used, is looked up.
interface Plans {

  /// Empty when there is no such tenant.
  ///
  /// @param since first day that counts
  Optional<Standing> find(TenantId tenant, LocalDate since);

  /// @param accepted runs since that day
  record Standing(Plan plan, long accepted) {}
}
