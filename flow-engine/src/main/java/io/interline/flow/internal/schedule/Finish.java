package io.interline.flow.internal.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How seeing to a trigger ended, when no run came of it in the end.
///
/// @param scheduledAt its next time by its schedule
/// @param dueAt when it is to be seen to again
/// @param cursor JSON text, when it changed
/// @param successAt when the other system answered well
/// @param errorClass and `error`: when it did not
/// @param heldUp why nothing was asked
record Finish(
    DueTrigger trigger,
    @Nullable Instant scheduledAt,
    Instant dueAt,
    @Nullable String cursor,
    @Nullable Instant successAt,
    @Nullable Integer items,
    @Nullable String errorClass,
    @Nullable String error,
    @Nullable String heldUp) {

  static Finish succeeded(
      DueTrigger trigger, Instant next, Instant at, @Nullable String cursor, int items) {
    return new Finish(trigger, next, next, cursor, at, items, null, null, null);
  }

  static Finish failed(DueTrigger trigger, Instant again, String errorClass, String error) {
    return new Finish(
        trigger, trigger.scheduledAt(), again, null, null, null, errorClass, error, null);
  }

  static Finish heldUp(DueTrigger trigger, Instant again, String why) {
    return new Finish(trigger, trigger.scheduledAt(), again, null, null, null, null, null, why);
  }

  /// The same, but to be seen to at another time.
  Finish dueAgain(Instant at) {
    return new Finish(
        trigger, scheduledAt, at, cursor, successAt, items, errorClass, error, heldUp);
  }
}
