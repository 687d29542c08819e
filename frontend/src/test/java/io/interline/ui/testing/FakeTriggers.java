package io.interline.ui.testing;

import io.interline.flow.FlowId;
import io.interline.flow.Page;
import io.interline.flow.Triggers;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Triggers in memory, all in production.
public final class FakeTriggers implements Triggers {

  private final FakeUser user;
  private final Map<FlowId, TriggerDetail> triggers = new LinkedHashMap<>();
  private final List<String> done = new ArrayList<>();

  public FakeTriggers(FakeUser user) {
    this.user = user;
  }

  /// Adds one.
  public void add(String flow, Kind kind, Health health) {
    var state =
        new TriggerState(
            new FlowId(flow),
            "Flow " + flow,
            Environment.PRODUCTION,
            1,
            kind,
            kind == Kind.POLLING ? "http@1/poll" : "schedule@1/cron",
            health,
            0,
            FakeRuns.NOON.plusSeconds(60),
            FakeRuns.NOON.minusSeconds(60),
            FakeRuns.NOON.minusSeconds(60),
            3,
            health == Health.FAILING ? 4 : 0,
            health == Health.FAILING ? "The other system failed (500)." : null,
            health == Health.FAILING ? "transient" : null,
            health == Health.FAILING ? FakeRuns.NOON : null,
            health == Health.PAUSED ? "they move house" : null);
    triggers.put(
        state.flow(),
        new TriggerDetail(
            state,
            "{\"path\": \"/orders\"}",
            kind == Kind.POLLING ? "{\"since\":\"7\"}" : null,
            7,
            null,
            null,
            kind == Kind.SCHEDULE ? List.of(FakeRuns.NOON.plusSeconds(60)) : List.of()));
  }

  /// What was done, in words.
  public List<String> done() {
    return done;
  }

  @Override
  public Page<TriggerState> find(TriggerQuery query) {
    user.require(Permission.FLOW_VIEW);
    return new Page<>(
        triggers.values().stream()
            .map(TriggerDetail::state)
            .filter(state -> query.kind() == null || state.kind() == query.kind())
            .filter(state -> query.health() == null || state.health() == query.health())
            .toList(),
        null);
  }

  @Override
  public TriggerDetail get(FlowId flow, Environment environment) {
    var found = triggers.get(flow);
    if (found == null) throw DomainException.notFound("trigger", flow);
    return found;
  }

  @Override
  public TriggerDetail setCursor(
      FlowId flow, Environment environment, @Nullable String cursor, long expected) {
    return did("cursor " + cursor + " " + expected, flow);
  }

  @Override
  public TriggerDetail pause(FlowId flow, Environment environment, String reason) {
    return did("pause " + reason, flow);
  }

  @Override
  public TriggerDetail resume(FlowId flow, Environment environment) {
    return did("resume", flow);
  }

  @Override
  public TriggerDetail fire(FlowId flow, Environment environment) {
    return did("fire", flow);
  }

  @Override
  public Backfill backfill(FlowId flow, Environment environment, Instant from, Instant until) {
    did("backfill " + from + " " + until, flow);
    return new Backfill(24, 20);
  }

  private TriggerDetail did(String what, FlowId flow) {
    user.require(Permission.FLOW_DEPLOY);
    done.add(what);
    return get(flow, Environment.PRODUCTION);
  }
}
