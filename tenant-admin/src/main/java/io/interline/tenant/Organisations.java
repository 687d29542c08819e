package io.interline.tenant;

import java.time.Instant;

/// The tenant in scope, as an organisation.
public interface Organisations {

  /// The organisation in scope.
  Organisation current();

  /// Needs MEMBER_EDIT.
  void rename(String name);

  /// Marks the guided start as done or dismissed for this organisation. Needs FLOW_EDIT.
  void finishGuidedStart();

  /// An organisation.
  ///
  /// @param guidedStart whether the guided start is still to be shown
  record Organisation(
      TenantId id, String name, Plan plan, boolean guidedStart, Instant createdAt) {}
}
