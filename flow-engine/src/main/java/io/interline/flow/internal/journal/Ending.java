package io.interline.flow.internal.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How and when a run ended.
///
/// @param dead with a dead letter, else succeeded
/// @param step and `errorClass`: of a run that is dead
public record Ending(
    boolean dead,
    Instant at,
    @Nullable String step,
    @Nullable String errorClass,
    @Nullable String message) {}
