package io.interline.api;

import io.interline.flow.Triggers;
import io.interline.flow.Triggers.Health;
import io.interline.flow.Triggers.Kind;
import io.interline.flow.Triggers.TriggerDetail;
import io.interline.flow.Triggers.TriggerQuery;
import io.interline.flow.Triggers.TriggerState;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Schedules, polls and streams of deployed flows.
@RestController
@RequestMapping("/api/v1/triggers")
@Tag(name = "Triggers", description = "Schedules, polls and streams of deployed flows")
class TriggersController {

  private static final String ONE = "/{flow}/{environment}";

  private final Triggers triggers;

  TriggersController(Triggers triggers) {
    this.triggers = triggers;
  }

  @GetMapping
  @Operation(
      summary = "Triggers of deployed flows, with their health",
      description = "health is one of ok, late, failing, held_up, paused, off")
  PageView<TriggerView> find(
      @RequestParam(required = false) @Nullable String flow,
      @RequestParam(required = false) @Nullable String environment,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String health,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    var query =
        new TriggerQuery(
            Parameters.flowFilter(flow),
            Parameters.filter(Environment.class, "environment", environment),
            Parameters.filter(Kind.class, "kind", kind),
            Parameters.filter(Health.class, "health", health),
            text,
            cursor,
            Parameters.limit(limit));
    return PageView.of(triggers.find(query), TriggerView::of);
  }

  @GetMapping(ONE)
  @Operation(summary = "One trigger, with its cursor or its next times")
  TriggerDetailView get(@PathVariable String flow, @PathVariable String environment) {
    return TriggerDetailView.of(
        triggers.get(Parameters.flow(flow), Parameters.environment(environment)));
  }

  @PutMapping(ONE + "/cursor")
  @Operation(
      summary = "Set where the next poll goes on",
      description =
          "expected is the cursorNumber that you saw; without a cursor it begins anew. Items behind"
              + " the new cursor start runs again")
  TriggerDetailView setCursor(
      @PathVariable String flow, @PathVariable String environment, @RequestBody NewCursor body) {
    var id = Parameters.flow(flow);
    var where = Parameters.environment(environment);
    if (body.expected() == null) {
      triggers.get(id, where);
      throw invalid("expected-missing", "Say in 'expected' which cursorNumber you saw.");
    }
    return TriggerDetailView.of(
        triggers.setCursor(id, where, JsonText.text(body.cursor()), body.expected()));
  }

  @PostMapping(ONE + "/pause")
  @Operation(summary = "Start nothing until it is resumed")
  TriggerDetailView pause(
      @PathVariable String flow,
      @PathVariable String environment,
      @RequestBody(required = false) @Nullable Pause body) {
    var reason = body == null || body.reason() == null ? "" : body.reason();
    return TriggerDetailView.of(
        triggers.pause(Parameters.flow(flow), Parameters.environment(environment), reason));
  }

  @PostMapping(ONE + "/resume")
  @Operation(summary = "Go on")
  TriggerDetailView resume(@PathVariable String flow, @PathVariable String environment) {
    return TriggerDetailView.of(
        triggers.resume(Parameters.flow(flow), Parameters.environment(environment)));
  }

  @PostMapping(ONE + "/fire")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Poll at once, or start one run of a schedule")
  TriggerDetailView fire(@PathVariable String flow, @PathVariable String environment) {
    return TriggerDetailView.of(
        triggers.fire(Parameters.flow(flow), Parameters.environment(environment)));
  }

  @PostMapping(ONE + "/backfill")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Start a run for each time of a schedule in a window",
      description = "Times that had their run are passed over; at most 1,000 times")
  BackfillView backfill(
      @PathVariable String flow, @PathVariable String environment, @RequestBody Window body) {
    var id = Parameters.flow(flow);
    var where = Parameters.environment(environment);
    var from = Parameters.instant("from", body.from());
    var until = Parameters.instant("until", body.until());
    if (from == null || until == null) {
      triggers.get(id, where);
      throw invalid("window-missing", "Say in 'from' and 'until' which times are meant.");
    }
    var done = triggers.backfill(id, where, from, until);
    return new BackfillView(done.times(), done.started());
  }

  private static DomainException invalid(String code, String message) {
    return new DomainException(DomainException.Kind.INVALID, code, message);
  }

  record NewCursor(@Nullable JsonText cursor, @Nullable Long expected) {}

  record Pause(@Nullable String reason) {}

  record Window(@Nullable String from, @Nullable String until) {}

  record BackfillView(int times, int started) {}

  record TriggerDetailView(
      TriggerView trigger,
      JsonText config,
      @Nullable JsonText cursor,
      long cursorNumber,
      @Nullable Instant pausedAt,
      @Nullable String pausedBy,
      List<Instant> next) {

    static TriggerDetailView of(TriggerDetail detail) {
      return new TriggerDetailView(
          TriggerView.of(detail.state()),
          new JsonText(detail.config()),
          detail.cursor() == null ? null : new JsonText(detail.cursor()),
          detail.cursorNumber(),
          detail.pausedAt(),
          detail.pausedBy(),
          detail.next());
    }
  }

  /// @param lagMillis how long ago it should have been seen to
  record TriggerView(
      String flow,
      String flowTitle,
      String environment,
      int version,
      String kind,
      String operation,
      String health,
      long lagMillis,
      @Nullable Instant nextAt,
      @Nullable Instant lastFiredAt,
      @Nullable Instant lastSuccessAt,
      @Nullable Integer itemsLast,
      int failures,
      @Nullable String lastError,
      @Nullable String lastErrorClass,
      @Nullable Instant lastErrorAt,
      @Nullable String reason) {

    static TriggerView of(TriggerState state) {
      return new TriggerView(
          state.flow().value(),
          state.flowTitle(),
          state.environment().id(),
          state.version(),
          Parameters.id(state.kind()),
          state.operation(),
          Parameters.id(state.health()),
          state.lagMillis(),
          state.nextAt(),
          state.lastFiredAt(),
          state.lastSuccessAt(),
          state.itemsLast(),
          state.failures(),
          state.lastError(),
          state.lastErrorClass(),
          state.lastErrorAt(),
          state.reason());
    }
  }
}
