package io.interline.tenant.internal.plan;

import io.interline.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Where nodes tell each other what tenants use.
interface Exchange {

  /// Tells what tenants use at this node, in place of what it told before.
  ///
  /// @return what they use at the others, once for each node that told of them within seconds
  Map<TenantId, List<Use>> tell(UUID node, Map<TenantId, Use> here);
}
