package io.interline.flow;

import io.interline.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The loops of this node that work for all tenants, and what they cannot work on. For those who
/// operate the hub: no tenant is in scope.
public interface SharedLoops {

  /// Members that failed and are tried again later, while all others go on; the longest first.
  List<SetAside> setAside();

  /// One key, run, notice, trigger or replay that a loop cannot work on now.
  ///
  /// @param loop for example `ordering-keys`
  /// @param member what kind of thing it is and its id; nothing of a customer's data
  /// @param tenant whose it is, where one is known
  /// @param since its first failure
  /// @param again when it is tried again
  /// @param failures in a row
  /// @param cause of the last failure
  record SetAside(
      String loop,
      String member,
      @Nullable TenantId tenant,
      Instant since,
      Instant again,
      int failures,
      String cause) {}
}
