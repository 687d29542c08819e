package io.interline.flow.internal.journal;

import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.tenant.Environment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a run from its acceptance on, without the message.
///
/// @param title of the flow at that time
/// @param replayOf the run whose message this one works on again
public record RunHeader(
    RunRef ref,
    FlowId flow,
    int version,
    Environment environment,
    String title,
    Instant acceptedAt,
    @Nullable RunId replayOf) {}
