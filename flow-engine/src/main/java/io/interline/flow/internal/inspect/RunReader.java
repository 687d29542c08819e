package io.interline.flow.internal.inspect;

import io.interline.audit.AuditObject;
import io.interline.connector.json.ExactJson;
import io.interline.flow.Page;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.inspect.StoredRuns.Stored;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.AccessControl;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Runs as people see them: read from the journal, masked.
@Service
class RunReader implements Runs {

  private final AccessControl access;
  private final StoredRuns runs;
  private final RunFigures figures;
  private final Plans plans;
  private final LiveFlows flows;
  private final MessageReader messages;
  private final StepsOfRuns steps;
  private final RunCanceller canceller;

  RunReader(
      AccessControl access,
      StoredRuns runs,
      RunFigures figures,
      Plans plans,
      LiveFlows flows,
      MessageReader messages,
      StepsOfRuns steps,
      RunCanceller canceller) {
    this.access = access;
    this.runs = runs;
    this.figures = figures;
    this.plans = plans;
    this.flows = flows;
    this.messages = messages;
    this.steps = steps;
    this.canceller = canceller;
  }

  @Override
  @Transactional(readOnly = true)
  public Page<RunSummary> find(RunQuery query) {
    access.require(Permission.RUN_VIEW, AuditObject.of("run", "*"));
    var page = runs.page(TenantScope.tenant(), query);
    return new Page<>(masked(page.items()), page.next());
  }

  @Override
  @Transactional(readOnly = true)
  public RunDetail get(RunId id) {
    access.require(Permission.RUN_VIEW, AuditObject.of("run", id.toString()));
    var stored =
        runs.find(TenantScope.tenant(), id).orElseThrow(() -> DomainException.notFound("run", id));
    try {
      return withLinks(detail(stored));
    } catch (Plans.UnknownPlan e) {
      return withLinks(withoutPlan(stored));
    }
  }

  @Override
  @Transactional(readOnly = true)
  public Statistics statistics(Environment environment, Instant from, Instant until) {
    access.require(Permission.RUN_VIEW, AuditObject.of("run", "*"));
    if (!from.isBefore(until))
      throw new DomainException(
          DomainException.Kind.INVALID, "window-empty", "The window must end after it begins.");
    return figures.of(TenantScope.tenant(), environment, from, until);
  }

  @Override
  public void cancel(RunId run, String reason, boolean undo) {
    canceller.cancel(run, reason, undo);
  }

  @Override
  public int cancelAll(List<RunId> some, String reason, boolean undo) {
    return canceller.cancelAll(some, reason, undo);
  }

  @Override
  public int cancelAll(RunQuery filter, String reason, boolean undo) {
    return canceller.cancelAll(filter, reason, undo);
  }

  private RunDetail detail(Stored stored) {
    var summary = stored.summary();
    var message = messages.reread(stored.payload());
    int bytes = stored.payload().length;
    var history = steps.history(stored);
    return new RunDetail(
        withError(summary, history.redaction().error(summary.failedStep(), summary.error())),
        document(summary),
        ExactJson.text(stored.isPart() ? message : history.redaction().message(message)),
        bytes,
        history.steps(summary.endedAt() != null));
  }

  private RunDetail withLinks(RunDetail detail) {
    var tenant = TenantScope.tenant();
    var id = detail.summary().id();
    var parent = maskedLinks(runs.caller(tenant, id).stream().toList()).findFirst().orElse(null);
    var children = maskedLinks(runs.called(tenant, id)).toList();
    return new RunDetail(
        detail.summary(),
        detail.document(),
        detail.payload(),
        detail.payloadBytes(),
        detail.steps(),
        parent,
        children);
  }

  private Stream<RunLink> maskedLinks(List<RunLink> links) {
    var shown = masked(links.stream().map(RunLink::run).toList()).iterator();
    return links.stream().map(link -> new RunLink(shown.next(), link.step(), link.turns()));
  }

  /// All data of a flow that cannot be read any more is kept back.
  private RunDetail withoutPlan(Stored stored) {
    var summary = stored.summary();
    return new RunDetail(
        masked(List.of(summary)).getFirst(),
        document(summary),
        "null",
        stored.payload().length,
        List.of());
  }

  private String document(RunSummary summary) {
    return flows.document(TenantScope.tenant(), summary.flow(), summary.version()).orElse("{}");
  }

  /// An error text may hold what is masked: it needs the run's data to know.
  private List<RunSummary> masked(List<RunSummary> summaries) {
    var failed = summaries.stream().filter(run -> run.error() != null).map(RunSummary::id).toList();
    if (failed.isEmpty() || !steps.masksAnything()) return summaries;
    var linked = runs.linked(TenantScope.tenant(), failed);
    return summaries.stream().map(run -> masked(run, linked.contains(run.id()))).toList();
  }

  private RunSummary masked(RunSummary summary, boolean linked) {
    if (summary.error() == null) return summary;
    try {
      var plan = plans.of(TenantScope.tenant(), summary.flow(), summary.version());
      if (plan.redact().isEmpty() && !linked && summary.replayOf() == null) return summary;
      return runs.find(TenantScope.tenant(), summary.id())
          .map(this::detail)
          .map(RunDetail::summary)
          .orElseGet(() -> withError(summary, Redaction.HIDDEN));
    } catch (Plans.UnknownPlan e) {
      return withError(summary, Redaction.HIDDEN);
    }
  }

  /// Error texts of runs, masked; of those that have none, and of unknown ones, there is none.
  Map<RunId, String> errors(List<RunId> some) {
    var tenant = TenantScope.tenant();
    var found = some.stream().flatMap(id -> runs.find(tenant, id).stream()).map(Stored::summary);
    var errors = new HashMap<RunId, String>();
    for (var run : masked(found.toList()))
      if (run.error() != null) errors.put(run.id(), run.error());
    return errors;
  }

  private static RunSummary withError(RunSummary summary, @Nullable String error) {
    return new RunSummary(
        summary.id(),
        summary.flow(),
        summary.flowTitle(),
        summary.version(),
        summary.environment(),
        summary.status(),
        summary.acceptedAt(),
        summary.endedAt(),
        summary.failedStep(),
        error,
        summary.replayOf());
  }
}
