package io.interline.api;

import io.interline.audit.AuditEvent;
import io.interline.audit.AuditQuery;
import io.interline.audit.Outcome;
import io.interline.tenant.AuditHistory;
import io.interline.tenant.TenantScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Who did what.
@RestController
@RequestMapping("/api/v1/audit-events")
@Tag(name = "Audit", description = "Who did what to which object, and with what outcome")
class AuditEventsController {

  private final AuditHistory history;

  AuditEventsController(AuditHistory history) {
    this.history = history;
  }

  @GetMapping
  @Operation(
      summary = "Events, newest first",
      description =
          "action is exact, or a prefix that ends in a dot (flow.); outcome is one of succeeded,"
              + " refused, failed")
  PageView<EventView> find(
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String objectKind,
      @RequestParam(required = false) @Nullable String objectId,
      @RequestParam(required = false) @Nullable String outcome,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    var page =
        history.find(
            new AuditQuery(
                TenantScope.tenant().log(),
                actor,
                action,
                objectKind,
                objectId,
                Parameters.filter(Outcome.class, "outcome", outcome),
                Parameters.instant("from", from),
                Parameters.instant("until", until),
                text,
                cursor,
                Parameters.limit(limit)));
    return new PageView<>(page.events().stream().map(EventView::of).toList(), page.next());
  }

  record EventView(
      String id,
      Instant occurredAt,
      Instant recordedAt,
      ActorView actor,
      String action,
      ObjectView object,
      String outcome,
      @Nullable String reason,
      Map<String, String> details,
      OriginView origin,
      String authentication) {

    static EventView of(AuditEvent event) {
      var entry = event.entry();
      var actor = entry.actor();
      var object = entry.object();
      var origin = entry.origin();
      return new EventView(
          event.id().toString(),
          event.occurredAt(),
          event.recordedAt(),
          new ActorView(Parameters.id(actor.kind()), actor.id(), actor.name(), actor.session()),
          entry.action(),
          new ObjectView(object.kind(), object.id(), object.version()),
          Parameters.id(entry.outcome()),
          entry.reason(),
          new TreeMap<>(entry.details()),
          new OriginView(origin.address(), origin.agent(), origin.requestId(), origin.traceId()),
          entry.authentication());
    }
  }

  record ActorView(String kind, String id, String name, @Nullable String session) {}

  record ObjectView(String kind, String id, @Nullable String version) {}

  record OriginView(
      @Nullable String address,
      @Nullable String agent,
      @Nullable String requestId,
      @Nullable String traceId) {}
}
