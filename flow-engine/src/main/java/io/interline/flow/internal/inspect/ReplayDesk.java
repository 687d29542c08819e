package io.interline.flow.internal.inspect;

import io.interline.audit.AuditObject;
import io.interline.connector.Connections;
import io.interline.flow.Circuits;
import io.interline.flow.Circuits.Circuit;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetter;
import io.interline.flow.ReplayId;
import io.interline.flow.Replays;
import io.interline.flow.internal.inspect.LetterReplay.Letter;
import io.interline.flow.internal.plan.Node;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Where people order replays and follow them.
@Service
class ReplayDesk implements Replays {

  private static final int SHOWN = 50;
  private static final int FASTEST = 1_000;

  private final AccessControl access;
  private final AuditTrail trail;
  private final StoredReplays replays;
  private final StoredLetters letters;
  private final DeadLetters office;
  private final LetterReplay replay;
  private final Circuits circuits;
  private final Connections connections;
  private final Supplier<UUID> ids;
  private final Clock clock;

  ReplayDesk(
      AccessControl access,
      AuditTrail trail,
      StoredReplays replays,
      StoredLetters letters,
      DeadLetters office,
      LetterReplay replay,
      Circuits circuits,
      Connections connections,
      Supplier<UUID> ids,
      Clock clock) {
    this.access = access;
    this.trail = trail;
    this.replays = replays;
    this.letters = letters;
    this.office = office;
    this.replay = replay;
    this.circuits = circuits;
    this.connections = connections;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public DryRun dryRun(ReplayOrder order) {
    access.require(Permission.RUN_VIEW, AuditObject.of("run", "*"));
    check(order);
    var tenant = TenantScope.tenant();
    var found = letters.parts(tenant, order.filter());
    var samples = letters.find(tenant, found.stream().map(StoredLetters.Part::sample).toList());
    var called = new LinkedHashSet<Called>();
    var parts = new ArrayList<Part>();
    for (var part : found) {
      var sample = samples.get(part.sample());
      if (sample != null) parts.add(tried(tenant, sample, part.letters(), order, called));
    }
    long all = parts.stream().mapToLong(Part::letters).sum();
    long ready =
        parts.stream().filter(part -> part.hindrance() == null).mapToLong(Part::letters).sum();
    return new DryRun(
        all,
        ready,
        Duration.ofMillis(ready * 1_000 / order.perSecond()),
        parts,
        office.groups(order.filter()),
        circuits(called));
  }

  private record Called(String alias, Environment environment) {}

  private Part tried(
      TenantId tenant, DeadLetter sample, long count, ReplayOrder order, Set<Called> called) {
    var letter = Letter.of(tenant, sample);
    Integer version = null;
    String hindrance = null;
    try {
      version = replay.check(letter, order.from(), order.on());
      for (var node : replay.plan(letter, version).nodes())
        if (node instanceof Node.Call call && call.connection() != null)
          called.add(new Called(call.connection(), sample.environment()));
    } catch (DomainException e) {
      hindrance = e.getMessage();
    }
    return new Part(
        sample.flow(),
        sample.flowTitle(),
        sample.environment(),
        sample.version(),
        count,
        version,
        hindrance);
  }

  /// Those that there are; a flow whose connection is missing says so itself.
  private List<Circuit> circuits(Set<Called> called) {
    return connections.list().stream()
        .filter(there -> called.contains(new Called(there.alias(), there.environment())))
        .map(there -> circuits.get(there.alias(), there.environment()))
        .toList();
  }

  @Override
  @Transactional
  public Replay start(ReplayOrder order) {
    access.require(Permission.RUN_REPLAY, AuditObject.of("run", "*"));
    check(order);
    var tenant = TenantScope.tenant();
    long count = letters.countOpen(tenant, order.filter());
    if (count == 0)
      throw new DomainException(
          Kind.INVALID, "nothing-to-replay", "No open dead letter is as the filter says.");
    var started =
        new Replay(
            new ReplayId(ids.get()),
            order,
            State.RUNNING,
            clock.instant(),
            TenantScope.current().actor().name(),
            null,
            (int) Math.min(count, Integer.MAX_VALUE),
            0,
            0,
            null);
    replays.add(tenant, started);
    trail.succeeded(
        "replay.start",
        object(started.id()),
        Map.of(
            "filter", StoredReplays.written(order.filter()),
            "letters", Long.toString(count),
            "from", order.from().name(),
            "on", order.on().name(),
            "perSecond", Integer.toString(order.perSecond())));
    return started;
  }

  private static void check(ReplayOrder order) {
    if (order.perSecond() < 1 || order.perSecond() > FASTEST)
      throw new DomainException(
          Kind.INVALID, "rate-invalid", "Replay 1 to " + FASTEST + " messages a second.");
  }

  @Override
  @Transactional(readOnly = true)
  public List<Replay> list() {
    access.require(Permission.RUN_VIEW, AuditObject.of("run", "*"));
    return replays.list(TenantScope.tenant(), SHOWN);
  }

  @Override
  @Transactional(readOnly = true)
  public Replay get(ReplayId id) {
    access.require(Permission.RUN_VIEW, object(id));
    return found(id);
  }

  @Override
  @Transactional
  public Replay pause(ReplayId id) {
    return change(id, State.PAUSED, "replay.pause", null);
  }

  @Override
  @Transactional
  public Replay resume(ReplayId id) {
    return change(id, State.RUNNING, "replay.resume", null);
  }

  @Override
  @Transactional
  public Replay cancel(ReplayId id) {
    return change(id, State.CANCELLED, "replay.cancel", clock.instant());
  }

  private Replay change(ReplayId id, State to, String action, @Nullable Instant endedAt) {
    access.require(Permission.RUN_REPLAY, object(id));
    found(id);
    if (!replays.change(TenantScope.tenant(), id, to, endedAt))
      throw new DomainException(Kind.CONFLICT, "replay-over", "Replay " + id + " has ended.");
    trail.succeeded(action, object(id), Map.of());
    return found(id);
  }

  private Replay found(ReplayId id) {
    return replays
        .find(TenantScope.tenant(), id)
        .orElseThrow(() -> DomainException.notFound("replay", id));
  }

  private static AuditObject object(ReplayId id) {
    return AuditObject.of("replay", id.toString());
  }
}
