package io.interline.flow;

import io.interline.tenant.Environment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the connections of the tenant in scope are spared. Each node of the hub has circuits of its
/// own; these are those of the node that answers, and are gone when it restarts.
public interface Circuits {

  /// Those of connections that this node called, in order of alias, then environment. Needs
  /// CONNECTION_VIEW.
  List<Circuit> list();

  /// Needs CONNECTION_VIEW.
  ///
  /// @throws io.interline.tenant.DomainException NOT_FOUND when there is no such connection
  Circuit get(String alias, Environment environment);

  /// Closes the circuit on this node and forgets what failed. Needs CONNECTION_EDIT.
  Circuit reset(String alias, Environment environment);

  /// Holds back all calls from this node until [#reset]: they wait, and count for no attempt. Needs
  /// CONNECTION_EDIT.
  Circuit forceOpen(String alias, Environment environment);

  enum State {
    /// Calls go out.
    CLOSED,
    /// Calls are held back.
    OPEN,
    /// One call tries whether it works again; the others are held back.
    HALF_OPEN
  }

  /// @param byHand whether somebody opened it
  /// @param failureRate per cent of `calls`; absent while there are too few
  /// @param calls looked at, and `failures` of them
  /// @param openUntil when one call tries again; absent unless open, or by hand
  /// @param lastError without what the other system said
  /// @param retries of the last minute, of `retriesAllowed`
  /// @param underWay calls now, of `concurrentCalls`
  /// @param throttled answers that asked for patience, and `refused`: calls held back; both since
  ///     the node started
  record Circuit(
      String alias,
      Environment environment,
      State state,
      boolean byHand,
      @Nullable Integer failureRate,
      int calls,
      int failures,
      @Nullable Instant openUntil,
      @Nullable String lastError,
      @Nullable Instant lastErrorAt,
      int retries,
      int retriesAllowed,
      int underWay,
      int concurrentCalls,
      long throttled,
      long refused) {}
}
