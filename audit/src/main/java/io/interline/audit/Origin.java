package io.interline.audit;

import org.jspecify.annotations.Nullable;

/// Where a request came from. Each part may be unknown.
///
/// @param address remote address in text form
/// @param agent the User-Agent header, cut at 200 characters
public record Origin(
    @Nullable String address,
    @Nullable String agent,
    @Nullable String requestId,
    @Nullable String traceId) {

  private static final int AGENT_LENGTH = 200;

  public Origin {
    if (agent != null && agent.length() > AGENT_LENGTH) agent = agent.substring(0, AGENT_LENGTH);
  }

  /// Of work that the hub does on its own.
  public static final Origin INTERNAL = new Origin(null, null, null, null);
}
