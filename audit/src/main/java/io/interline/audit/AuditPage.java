package io.interline.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of events.
///
/// @param next cursor of the next page; absent on the last
public record AuditPage(List<AuditEvent> events, @Nullable String next) {

  public AuditPage {
    events = List.copyOf(events);
  }
}
