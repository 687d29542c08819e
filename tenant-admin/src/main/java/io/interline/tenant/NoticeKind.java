package io.interline.tenant;

/// What people are told of.
public enum NoticeKind {
  /// Runs failed for good, of a cause that is new.
  DEAD_LETTERS("Dead letters of a new cause", Permission.RUN_REPLAY),
  /// Calls through a connection fail, so that the hub holds them back.
  CONNECTION_FAILS("A connection fails", Permission.CONNECTION_EDIT),
  /// A schedule, poll or stream fails again and again, or is late.
  TRIGGER_STUCK("A trigger is stuck", Permission.FLOW_DEPLOY),
  /// A run waits for somebody's decision.
  APPROVAL_WAITS("An approval waits", Permission.RUN_VIEW),
  /// A limit of the plan is nearly used up, or used up.
  LIMIT_NEAR("A limit is near", Permission.FLOW_DEPLOY);

  private final String title;
  private final Permission permission;

  NoticeKind(String title, Permission permission) {
    this.title = title;
    this.permission = permission;
  }

  /// A line for people.
  public String title() {
    return title;
  }

  /// Whom it concerns: roles without this right are not told.
  public Permission permission() {
    return permission;
  }
}
