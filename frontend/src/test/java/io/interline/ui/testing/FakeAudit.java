package io.interline.ui.testing;

import io.interline.audit.Actor;
import io.interline.audit.AuditEntry;
import io.interline.audit.AuditEvent;
import io.interline.audit.AuditObject;
import io.interline.audit.AuditPage;
import io.interline.audit.AuditQuery;
import io.interline.audit.Origin;
import io.interline.audit.Outcome;
import io.interline.tenant.AuditHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Events in memory; remembers what was asked for.
public final class FakeAudit implements AuditHistory {

  private final List<AuditEvent> events = new ArrayList<>();
  private @Nullable AuditQuery asked;

  /// Adds an event.
  public void add(String action, Outcome outcome, @Nullable String reason) {
    var entry =
        new AuditEntry(
            FakeUser.ACME.log(),
            new Actor(Actor.Kind.ACCOUNT, "1", "maya@acme.example", null),
            action,
            AuditObject.of("flow", "order-sync"),
            outcome,
            reason,
            Map.of("environment", "production"),
            new Origin("127.0.0.1", "Test", null, null),
            "password");
    events.addFirst(
        new AuditEvent(new UUID(7, events.size()), FakeRuns.NOON, FakeRuns.NOON, entry));
  }

  /// The last query.
  public @Nullable AuditQuery asked() {
    return asked;
  }

  @Override
  public AuditPage find(AuditQuery query) {
    asked = query;
    return new AuditPage(
        events.stream()
            .filter(event -> query.outcome() == null || event.entry().outcome() == query.outcome())
            .toList(),
        null);
  }
}
