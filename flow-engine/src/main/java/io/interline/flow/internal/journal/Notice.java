package io.interline.flow.internal.journal;

import io.interline.flow.internal.isolation.Member;
import java.time.Instant;
import java.util.UUID;

/// What somebody tells a run.
///
/// @param step and `turns`: where the answer belongs; empty for all that concerns the whole run
/// @param data JSON: the answer; for CANCEL an object with `reason` and `undo`
/// @param ended whether the run is over, so that it is of no use
@SuppressWarnings("ArrayRecordComponent")
public record Notice(
    UUID id,
    RunHeader run,
    Kind kind,
    String step,
    String turns,
    byte[] data,
    Instant at,
    boolean ended) {

  /// By its id and that of its run.
  public Member member() {
    return Member.of("notice", id + " of run " + run.ref().id(), run.ref().tenant());
  }

  public enum Kind {
    ANSWER,
    CANCEL
  }
}
