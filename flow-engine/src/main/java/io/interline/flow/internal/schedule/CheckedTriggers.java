package io.interline.flow.internal.schedule;

import io.interline.audit.AuditObject;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.spi.ConnectorException;
import io.interline.flow.FlowId;
import io.interline.flow.Page;
import io.interline.flow.Triggers;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.flow.internal.plan.Plans;
import io.interline.flow.internal.schedule.StoredTriggers.Row;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import io.interline.tenant.TextRules;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Shows triggers, and changes them with the rights and in the name of the caller.
@Service
class CheckedTriggers implements Triggers {

  private static final int MOST_TIMES = 1_000;
  private static final int SHOWN_TIMES = 5;
  private static final int LONGEST_TEXT = 1_000;

  private final AccessControl access;
  private final AuditTrail trail;
  private final StoredTriggers triggers;
  private final TriggerTools tools;
  private final Operations operations;
  private final Ingest ingest;
  private final Clock clock;

  CheckedTriggers(
      AccessControl access,
      AuditTrail trail,
      StoredTriggers triggers,
      TriggerTools tools,
      Operations operations,
      Ingest ingest,
      Clock clock) {
    this.access = access;
    this.trail = trail;
    this.triggers = triggers;
    this.tools = tools;
    this.operations = operations;
    this.ingest = ingest;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public Page<TriggerState> find(TriggerQuery query) {
    access.require(Permission.FLOW_VIEW, AuditObject.of("flow", "*"));
    return triggers.page(TenantScope.tenant(), query, clock.instant());
  }

  @Override
  @Transactional(readOnly = true)
  public TriggerDetail get(FlowId flow, Environment environment) {
    access.require(Permission.FLOW_VIEW, AuditObject.of("flow", flow.value()));
    return shown(key(flow, environment));
  }

  @Override
  @Transactional
  public TriggerDetail setCursor(
      FlowId flow, Environment environment, @Nullable String cursor, long expected) {
    var key = changing(flow, environment);
    var row = row(key);
    if (row.detail().state().kind() != Kind.POLLING)
      throw invalid(
          "no-cursor",
          "Only polls have a cursor; flow '"
              + flow
              + "' is started by "
              + row.detail().state().operation()
              + ".");
    if (cursor != null) check(row, cursor);
    boolean on = row.enabled() && row.detail().pausedAt() == null;
    if (!triggers.setCursor(key, cursor, expected, on ? clock.instant() : null))
      throw new DomainException(
          DomainException.Kind.CONFLICT,
          "cursor-changed",
          "The cursor of flow '"
              + flow
              + "' moved on meanwhile; look at it again, pause the trigger first if it keeps"
              + " moving.");
    var details = new LinkedHashMap<String, String>();
    details.put("before", Objects.requireNonNullElse(shortened(row.detail().cursor()), "none"));
    details.put("after", Objects.requireNonNullElse(shortened(cursor), "none"));
    succeeded("trigger.cursor", key, details);
    return shown(key);
  }

  private void check(Row row, String cursor) {
    try {
      poll(row).checkCursor(FlowDocuments.tree(cursor));
    } catch (ConnectorException | IllegalArgumentException | DomainException e) {
      throw invalid("cursor-invalid", String.valueOf(e.getMessage()));
    }
  }

  private Operations.PollHandle poll(Row row) throws ConnectorException {
    return operations.poll(
        OperationRef.parse(row.detail().state().operation()),
        FlowDocuments.tree(row.detail().config()));
  }

  @Override
  @Transactional
  public TriggerDetail pause(FlowId flow, Environment environment, String reason) {
    var key = changing(flow, environment);
    if (row(key).detail().pausedAt() == null) {
      String why =
          Objects.requireNonNullElse(shortened(TextRules.text("reason", reason).strip()), "");
      triggers.pause(key, clock.instant(), TenantScope.current().actor().name(), why);
      succeeded("trigger.pause", key, Map.of("reason", why));
    }
    return shown(key);
  }

  @Override
  @Transactional
  public TriggerDetail resume(FlowId flow, Environment environment) {
    var key = changing(flow, environment);
    var row = row(key);
    if (row.detail().pausedAt() != null) {
      var now = clock.instant();
      var times = row.detail().state().kind() == Kind.SCHEDULE ? times(row) : null;
      var next = times == null ? now : times.after(now);
      var dueAt = next == null || times == null ? next : next.plus(times.offset(key));
      triggers.resume(key, next, row.enabled() ? dueAt : null);
      succeeded("trigger.resume", key, Map.of());
    }
    return shown(key);
  }

  @Override
  @Transactional
  public TriggerDetail fire(FlowId flow, Environment environment) {
    var key = changing(flow, environment);
    var row = row(key);
    requireOn(key, row);
    var now = clock.instant();
    switch (row.detail().state().kind()) {
      case POLLING -> triggers.dueNow(key, now);
      case SCHEDULE -> start(row, key, List.of(now), "fire");
      case STREAM ->
          throw invalid("no-time", "A stream starts runs when the other system sends something.");
    }
    succeeded("trigger.fire", key, Map.of());
    return shown(key);
  }

  @Override
  @Transactional
  public Backfill backfill(FlowId flow, Environment environment, Instant from, Instant until) {
    var key = changing(flow, environment);
    var row = row(key);
    if (row.detail().state().kind() != Kind.SCHEDULE)
      throw invalid("no-schedule", "Only the times of a schedule can be made up for.");
    if (!from.isBefore(until) || until.isAfter(clock.instant()))
      throw invalid(
          "window-invalid", "The window must end after it begins, and not in the future.");
    requireOn(key, row);
    var times = times(row).within(from, until, MOST_TIMES + 1);
    if (times.size() > MOST_TIMES)
      throw invalid(
          "window-too-large",
          "The window has more than " + MOST_TIMES + " times; take a part of it.");
    int started = start(row, key, times, "schedule");
    succeeded(
        "trigger.backfill",
        key,
        Map.of(
            "from", from.toString(),
            "until", until.toString(),
            "times", Integer.toString(times.size()),
            "started", Integer.toString(started)));
    return new Backfill(times.size(), started);
  }

  private int start(Row row, TriggerKey key, List<Instant> times, String kind) {
    var state = row.detail().state();
    var trigger =
        new DueTrigger(
            key,
            state.kind(),
            state.version(),
            state.operation(),
            row.detail().config(),
            0,
            null,
            clock.instant(),
            null,
            row.generation(),
            0);
    try {
      var messages = tools.firings(trigger, times, kind);
      return ingest.acceptAll(messages, () -> true).orElseThrow();
    } catch (NotAccepting e) {
      throw new DomainException(
          DomainException.Kind.UNAVAILABLE,
          "hub-unavailable",
          "The hub takes no messages now; try again in a moment.");
    } catch (ConnectorException e) {
      throw invalid("message-invalid", String.valueOf(e.getMessage()));
    } catch (Plans.UnknownPlan e) {
      throw new DomainException(
          DomainException.Kind.CONFLICT, "flow-broken", String.valueOf(e.getMessage()));
    }
  }

  private static void requireOn(TriggerKey key, Row row) {
    if (row.enabled() && row.detail().pausedAt() == null) return;
    throw new DomainException(
        DomainException.Kind.CONFLICT,
        row.enabled() ? "trigger-paused" : "flow-disabled",
        "The trigger of flow '"
            + key.flow()
            + "' is "
            + (row.enabled() ? "paused; resume" : "off; enable the deployment")
            + " first.");
  }

  private TriggerKey changing(FlowId flow, Environment environment) {
    access.require(Permission.FLOW_DEPLOY, AuditObject.of("flow", flow.value()));
    var key = key(flow, environment);
    triggers.lock(key);
    return key;
  }

  private TriggerDetail shown(TriggerKey key) {
    var row = row(key);
    var detail = row.detail();
    return new TriggerDetail(
        detail.state(),
        detail.config(),
        detail.cursor(),
        detail.cursorNumber(),
        detail.pausedAt(),
        detail.pausedBy(),
        detail.state().kind() == Kind.SCHEDULE && detail.state().nextAt() != null
            ? next(row)
            : List.of());
  }

  private List<Instant> next(Row row) {
    var next = new ArrayList<Instant>();
    var times = times(row);
    for (var time = times.after(clock.instant());
        time != null && next.size() < SHOWN_TIMES;
        time = times.after(time)) next.add(time);
    return next;
  }

  private CronTimes times(Row row) {
    try {
      return new CronTimes(
          operations.timetable(
              OperationRef.parse(row.detail().state().operation()),
              FlowDocuments.tree(row.detail().config())));
    } catch (ConnectorException e) {
      throw invalid("schedule-invalid", String.valueOf(e.getMessage()));
    }
  }

  private Row row(TriggerKey key) {
    return triggers
        .find(key, clock.instant())
        .orElseThrow(
            () ->
                DomainException.notFound("trigger", key.flow() + " in " + key.environment().id()));
  }

  private static TriggerKey key(FlowId flow, Environment environment) {
    return new TriggerKey(TenantScope.tenant(), flow, environment);
  }

  private void succeeded(String action, TriggerKey key, Map<String, String> more) {
    var details = new LinkedHashMap<>(more);
    details.put("environment", key.environment().id());
    trail.succeeded(action, AuditObject.of("flow", key.flow().value()), details);
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null ? null : TextRules.cut(text, LONGEST_TEXT);
  }

  private static DomainException invalid(String code, String message) {
    return new DomainException(DomainException.Kind.INVALID, code, message);
  }
}
