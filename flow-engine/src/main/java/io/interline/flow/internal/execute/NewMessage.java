package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import org.jspecify.annotations.Nullable;

/// A message for a flow version.
///
/// @param title of the flow
/// @param bytes as it came
/// @param tree what the bytes say
@SuppressWarnings("ArrayRecordComponent")
public record NewMessage(
    TenantId tenant,
    FlowId flow,
    int version,
    Environment environment,
    String title,
    byte[] bytes,
    JsonNode tree,
    @Nullable RunId replayOf) {}
