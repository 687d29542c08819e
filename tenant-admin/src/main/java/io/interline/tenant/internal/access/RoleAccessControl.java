package io.interline.tenant.internal.access;

import io.interline.audit.AuditObject;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Asks the role that the edge bound with the caller. What is not allowed is refused.
@Component
class RoleAccessControl implements AccessControl {

  private final AuditTrail trail;

  RoleAccessControl(AuditTrail trail) {
    this.trail = trail;
  }

  @Override
  public void require(Permission permission, AuditObject on) {
    var role = TenantScope.current().role();
    if (role.may(permission)) return;
    var reason = "The role " + role + " does not allow " + permission + ".";
    trail.refused(action(permission), on, reason);
    throw new DomainException(
        DomainException.Kind.REFUSED,
        "access-refused",
        reason + " Ask an owner of the organisation to do it, or for another role.");
  }

  /// `FLOW_EDIT` becomes `flow.edit`, so that the log's filter for flows finds the refusals too.
  private static String action(Permission permission) {
    return permission.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
