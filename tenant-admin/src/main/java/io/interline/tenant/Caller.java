package io.interline.tenant;

import io.interline.audit.Actor;
import io.interline.audit.Origin;

/// In whose name work is done: a tenant, who acts in it, with what rights and from where.
///
/// @param authentication how the actor was authenticated, for example `password`
public record Caller(
    TenantId tenant, Actor actor, Role role, Origin origin, String authentication) {

  /// The hub itself working for a tenant, for example the engine; may do everything in that tenant.
  public static Caller system(TenantId tenant, String component) {
    return new Caller(tenant, Actor.system(component), Role.OWNER, Origin.INTERNAL, "internal");
  }
}
