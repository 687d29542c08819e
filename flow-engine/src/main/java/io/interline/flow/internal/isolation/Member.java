package io.interline.flow.internal.isolation;

import io.interline.tenant.TenantId;
import org.jspecify.annotations.Nullable;

/// What a shared loop works on, by a name that logs may show.
///
/// @param what kind and id, for example `run 0190…`; nothing of a customer's data
public record Member(String what, @Nullable TenantId tenant) {

  public static Member of(String kind, Object id, @Nullable TenantId tenant) {
    return new Member(kind + " " + id, tenant);
  }
}
