package io.interline.tenant;

import static io.interline.tenant.Permission.AUDIT_VIEW;
import static io.interline.tenant.Permission.CONNECTION_EDIT;
import static io.interline.tenant.Permission.CONNECTION_VIEW;
import static io.interline.tenant.Permission.FLOW_DEPLOY;
import static io.interline.tenant.Permission.FLOW_EDIT;
import static io.interline.tenant.Permission.FLOW_VIEW;
import static io.interline.tenant.Permission.MEMBER_VIEW;
import static io.interline.tenant.Permission.RUN_REPLAY;
import static io.interline.tenant.Permission.RUN_VIEW;

import java.util.EnumSet;
import java.util.Set;

/// What a member of a tenant, or one of its API clients, may do.
public enum Role {
  /// Everything, members and API clients included.
  OWNER(EnumSet.allOf(Permission.class)),
  /// Builds, deploys and operates flows.
  DEVELOPER(
      EnumSet.of(
          FLOW_VIEW,
          FLOW_EDIT,
          FLOW_DEPLOY,
          CONNECTION_VIEW,
          CONNECTION_EDIT,
          RUN_VIEW,
          RUN_REPLAY,
          AUDIT_VIEW,
          MEMBER_VIEW)),
  /// Looks, changes nothing.
  VIEWER(EnumSet.of(FLOW_VIEW, CONNECTION_VIEW, RUN_VIEW, AUDIT_VIEW, MEMBER_VIEW));

  private final Set<Permission> permissions;

  Role(Set<Permission> permissions) {
    this.permissions = permissions;
  }

  /// Whether this role allows it.
  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }
}
