package io.interline.flow.internal.schedule;

import io.interline.flow.Triggers.Kind;
import io.interline.flow.internal.isolation.Member;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A trigger that this node has taken, to see to it.
///
/// @param operation reference of the trigger's operation
/// @param config JSON text of its configuration
/// @param claim fences: who has another number may write nothing
/// @param scheduledAt the time that it is due for by its schedule
/// @param dueAt when it was to be seen to; later than `scheduledAt` for a further attempt
/// @param cursor JSON text; absent before the first poll
/// @param generation part of the keys of items
record DueTrigger(
    TriggerKey key,
    Kind kind,
    int version,
    String operation,
    String config,
    long claim,
    @Nullable Instant scheduledAt,
    Instant dueAt,
    @Nullable String cursor,
    int generation,
    int failures) {

  /// By the flow that it starts.
  Member member() {
    return key.member();
  }
}
