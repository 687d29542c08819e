package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.audit.AuditObject;
import io.interline.connector.json.ExactJson;
import io.interline.flow.DeadLetters;
import io.interline.flow.Page;
import io.interline.flow.RunId;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.flow.internal.inspect.LetterReplay.Letter;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.message.MessageRefused;
import io.interline.flow.internal.plan.ExpressionFailed;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import io.interline.tenant.TextRules;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Dead letters, from the table that the journal fills. A letter is replayed under a key made of
/// its run, so that two people who replay it at once, or a crash between the new run and the
/// letter's new status, never make two runs.
@Service
class DeadLetterOffice implements DeadLetters {

  private static final int MOST_AT_ONCE = 500;
  private static final int MOST_GROUPS = 100;

  private final AccessControl access;
  private final AuditTrail trail;
  private final StoredLetters letters;
  private final RunReader runs;
  private final StepsOfRuns steps;
  private final Plans plans;
  private final LiveFlows flows;
  private final MessageReader messages;
  private final LetterReplay replay;
  private final Clock clock;

  DeadLetterOffice(
      AccessControl access,
      AuditTrail trail,
      StoredLetters letters,
      RunReader runs,
      StepsOfRuns steps,
      Plans plans,
      LiveFlows flows,
      MessageReader messages,
      LetterReplay replay,
      Clock clock) {
    this.access = access;
    this.trail = trail;
    this.letters = letters;
    this.runs = runs;
    this.steps = steps;
    this.plans = plans;
    this.flows = flows;
    this.messages = messages;
    this.replay = replay;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public Page<DeadLetter> find(DeadLetterQuery query) {
    access.require(Permission.RUN_VIEW, AuditObject.of("run", "*"));
    var status = query.status();
    var page =
        letters.page(
            TenantScope.tenant(), query, status == null ? Status.OPEN : status, status == null);
    return new Page<>(masked(page.items()), page.next());
  }

  @Override
  @Transactional(readOnly = true)
  public List<CauseGroup> groups(LetterFilter filter) {
    access.require(Permission.RUN_VIEW, AuditObject.of("run", "*"));
    var tenant = TenantScope.tenant();
    var groups = letters.groups(tenant, filter, MOST_GROUPS);
    var samples = letters.find(tenant, groups.stream().map(CauseGroup::sample).toList());
    var shown = new HashMap<RunId, DeadLetter>();
    for (var letter : masked(List.copyOf(samples.values()))) shown.put(letter.run(), letter);
    return groups.stream()
        .map(group -> masked(group, samples.get(group.sample()), shown.get(group.sample())))
        .toList();
  }

  private static CauseGroup masked(
      CauseGroup group, @Nullable DeadLetter sample, @Nullable DeadLetter shown) {
    if (sample == null || shown == null || shown.equals(sample)) return group;
    return new CauseGroup(
        group.cause(),
        group.flow(),
        group.flowTitle(),
        group.step(),
        group.errorClass(),
        shown.message(),
        group.letters(),
        group.firstAt(),
        group.lastAt(),
        group.sample());
  }

  @Override
  @Transactional(readOnly = true)
  public long countOpen() {
    access.require(Permission.RUN_VIEW, AuditObject.of("run", "*"));
    return letters.countOpen(TenantScope.tenant());
  }

  @Override
  @Transactional(readOnly = true)
  public DeadLetterDetail get(RunId run) {
    access.require(Permission.RUN_VIEW, object(run));
    var letter = letters.find(TenantScope.tenant(), List.of(run)).get(run);
    if (letter == null) throw DomainException.notFound("dead letter", run);
    var detail = runs.get(run);
    String shown = detail.summary().error();
    if (shown == null && steps.masksAnything()) shown = Redaction.HIDDEN;
    return new DeadLetterDetail(withMessage(letter, shown), detail.payload());
  }

  @Override
  @Transactional
  public RunId replay(RunId run, @Nullable String payload) {
    access.require(Permission.RUN_REPLAY, object(run));
    var tenant = TenantScope.tenant();
    var letter = open(tenant, run);
    byte[] stored = letters.payloads(tenant, List.of(run)).get(run);
    if (stored == null) throw DomainException.notFound("dead letter", run);
    byte[] bytes = payload == null ? stored : restored(run, payload, stored);
    var again = send(tenant, letter, bytes, ReplayFrom.START, ReplayOn.DEPLOYED);
    letters.markReplayed(tenant, Map.of(run, again), clock.instant());
    audit(run, again, payload != null);
    return again;
  }

  @Override
  @Transactional
  public RunId replay(RunId run, ReplayFrom from, ReplayOn on) {
    access.require(Permission.RUN_REPLAY, object(run));
    var tenant = TenantScope.tenant();
    var letter = open(tenant, run);
    byte[] stored = letters.payloads(tenant, List.of(run)).get(run);
    if (stored == null) throw DomainException.notFound("dead letter", run);
    var again = send(tenant, letter, stored, from, on);
    letters.markReplayed(tenant, Map.of(run, again), clock.instant());
    trail.succeeded(
        "dead-letter.replay",
        object(run),
        Map.of("replayedAs", again.toString(), "from", from.name(), "on", on.name()));
    return again;
  }

  @Override
  @Transactional
  public List<RunId> replayAll(List<RunId> runs) {
    access.require(Permission.RUN_REPLAY, AuditObject.of("run", "*"));
    if (runs.size() > MOST_AT_ONCE)
      throw new DomainException(
          Kind.INVALID, "too-many", "Replay at most " + MOST_AT_ONCE + " messages at once.");
    if (runs.isEmpty()) return List.of();
    var tenant = TenantScope.tenant();
    var found = letters.lock(tenant, runs);
    var payloads = letters.payloads(tenant, runs);
    var replays = new LinkedHashMap<RunId, RunId>();
    for (var run : runs) {
      var letter = found.get(run);
      byte[] payload = payloads.get(run);
      if (letter == null || payload == null || letter.status() != Status.OPEN) continue;
      replays.putIfAbsent(run, send(tenant, letter, payload, ReplayFrom.START, ReplayOn.DEPLOYED));
    }
    if (replays.isEmpty()) return List.of();
    letters.markReplayed(tenant, replays, clock.instant());
    replays.forEach((run, replay) -> audit(run, replay, false));
    return new ArrayList<>(replays.values());
  }

  @Override
  @Transactional
  public void discard(RunId run, String reason) {
    access.require(Permission.RUN_REPLAY, object(run));
    var tenant = TenantScope.tenant();
    open(tenant, run);
    String why = TextRules.cut(TextRules.text("reason", reason), 1_000);
    letters.markDiscarded(tenant, run, why, clock.instant());
    trail.succeeded("dead-letter.discard", object(run), Map.of("reason", why));
  }

  private DeadLetter open(TenantId tenant, RunId run) {
    var letter = letters.lock(tenant, List.of(run)).get(run);
    if (letter == null) throw DomainException.notFound("dead letter", run);
    if (letter.status() != Status.OPEN)
      throw new DomainException(
          Kind.CONFLICT,
          "not-open",
          "The message of run " + run + " was replayed or discarded already.");
    return letter;
  }

  private RunId send(
      TenantId tenant, DeadLetter letter, byte[] bytes, ReplayFrom from, ReplayOn on) {
    try {
      return replay.send(Letter.of(tenant, letter), bytes, from, on);
    } catch (NotAccepting e) {
      if (e.reason() == NotAccepting.Reason.MONTH_USED_UP)
        throw new DomainException(
            Kind.CONFLICT,
            "monthly-runs-used-up",
            "Your plan has no runs left until the month ends (UTC); the letter stays here until"
                + " then, or until you have a larger plan.");
      throw new DomainException(
          Kind.UNAVAILABLE,
          "hub-unavailable",
          "The hub takes no messages now; try again in a moment.");
    }
  }

  private byte[] restored(RunId run, String edited, byte[] stored) {
    JsonNode tree = read(edited);
    JsonNode shown = read(runs.get(run).payload());
    var message = Redaction.restore(tree, shown, messages.reread(stored));
    var summary = runs.get(run).summary();
    var live = flows.find(TenantScope.tenant(), summary.flow(), summary.environment());
    byte[] bytes = ExactJson.bytes(message);
    boolean masked = !shown.equals(messages.reread(stored));
    live.ifPresent(
        flow ->
            check(
                plans.of(flow.tenant(), flow.flow(), flow.version()),
                message,
                bytes.length,
                masked));
    return bytes;
  }

  private JsonNode read(String json) {
    try {
      return messages.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (MessageRefused e) {
      throw new DomainException(Kind.INVALID, "message-malformed", String.valueOf(e.getMessage()));
    }
  }

  /// @param masked whether a violation may tell of what the editor was not shown
  private static void check(Plan plan, JsonNode message, int bytes, boolean masked) {
    if (plan.messageCheck() == null) return;
    try {
      var misfits = plan.messageCheck().misfits(message, bytes);
      if (misfits.isEmpty()) return;
      var first = misfits.getFirst();
      throw new DomainException(
          Kind.INVALID,
          "message-invalid",
          "The message does not fit the schema at "
              + (first.pointer().isEmpty() ? "its root" : first.pointer())
              + (masked ? ", where masked fields count too." : ": " + first.message()));
    } catch (ExpressionFailed e) {
      String why = masked ? "The message cannot be checked." : String.valueOf(e.getMessage());
      throw new DomainException(Kind.INVALID, "message-invalid", why);
    }
  }

  /// Error texts may hold what is masked; of a letter whose run is gone nobody knows.
  private List<DeadLetter> masked(List<DeadLetter> found) {
    if (found.isEmpty() || !steps.masksAnything()) return found;
    var errors = runs.errors(found.stream().map(DeadLetter::run).toList());
    return found.stream()
        .map(letter -> withMessage(letter, errors.getOrDefault(letter.run(), Redaction.HIDDEN)))
        .toList();
  }

  private static DeadLetter withMessage(DeadLetter letter, @Nullable String message) {
    return new DeadLetter(
        letter.run(),
        letter.flow(),
        letter.flowTitle(),
        letter.version(),
        letter.environment(),
        letter.status(),
        letter.step(),
        letter.errorClass(),
        message == null ? letter.message() : message,
        letter.acceptedAt(),
        letter.diedAt(),
        letter.replayedAs());
  }

  private void audit(RunId run, RunId replay, boolean edited) {
    trail.succeeded(
        "dead-letter.replay",
        object(run),
        Map.of("replayedAs", replay.toString(), "edited", Boolean.toString(edited)));
  }

  private static AuditObject object(RunId run) {
    return AuditObject.of("run", run.toString());
  }
}
