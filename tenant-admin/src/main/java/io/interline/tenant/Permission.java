package io.interline.tenant;

/// What a role may allow. Checked in the service layer, default deny.
public enum Permission {
  FLOW_VIEW,
  FLOW_EDIT,
  FLOW_DEPLOY,
  CONNECTION_VIEW,
  CONNECTION_EDIT,
  RUN_VIEW,
  RUN_REPLAY,
  AUDIT_VIEW,
  MEMBER_VIEW,
  MEMBER_EDIT,
  CLIENT_EDIT
}
