package io.interline.security;

import io.interline.audit.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads from a request where it came from, for the audit log.
@Component
class RequestOrigin {

  private static final int LONGEST_AGENT = 200;

  private final Supplier<UUID> ids;

  RequestOrigin(Supplier<UUID> ids) {
    this.ids = ids;
  }

  Origin of(HttpServletRequest request) {
    return new Origin(
        request.getRemoteAddr(),
        cut(request.getHeader("User-Agent")),
        ids.get().toString(),
        traceId(request.getHeader("traceparent")));
  }

  private static @Nullable String cut(@Nullable String agent) {
    return agent == null || agent.length() <= LONGEST_AGENT
        ? agent
        : agent.substring(0, LONGEST_AGENT);
  }

  /// The second part of a W3C trace context header, when it has the form of one.
  private static @Nullable String traceId(@Nullable String parent) {
    if (parent == null || !parent.matches("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}"))
      return null;
    return parent.substring(3, 35);
  }
}
