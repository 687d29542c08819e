package io.interline.tenant.internal.plan;

import io.interline.tenant.Plan;
import io.interline.tenant.TenantId;
import java.util.Optional;

/// Where the plan of a tenant is looked up.
interface Plans {

  /// Empty when there is no such tenant.
  Optional<Plan> find(TenantId tenant);
}
