package io.interline.flow.internal.inspect;

import io.interline.audit.AuditObject;
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
import java.util.List;
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
    return new Page<>(page.items().stream().map(this::withoutSecrets).toList(), page.next());
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
    var plan = plans.of(TenantScope.tenant(), summary.flow(), summary.version());
    var message = messages.reread(stored.payload());
    int bytes = stored.payload().length;
    var history = steps.history(stored);
    return new RunDetail(
        masked(summary, history.redaction()),
        document(summary),
        history.redaction().maskValueOf(plan.trigger(), message).toString(),
        bytes,
        history.steps(summary.endedAt() != null));
  }

  private RunDetail withLinks(RunDetail detail) {
    var tenant = TenantScope.tenant();
    var id = detail.summary().id();
    var parent = runs.caller(tenant, id).map(this::withoutSecrets).orElse(null);
    var children = runs.called(tenant, id).stream().map(this::withoutSecrets).toList();
    return new RunDetail(
        detail.summary(),
        detail.document(),
        detail.payload(),
        detail.payloadBytes(),
        detail.steps(),
        parent,
        children);
  }

  private RunLink withoutSecrets(RunLink link) {
    return new RunLink(withoutSecrets(link.run()), link.step(), link.turns());
  }

  /// What names no field to be masked can be shown; the rest of a flow that cannot be read any more
  /// is kept back.
  private RunDetail withoutPlan(Stored stored) {
    return new RunDetail(
        stored.summary(), document(stored.summary()), "null", stored.payload().length, List.of());
  }

  private String document(RunSummary summary) {
    return flows.document(TenantScope.tenant(), summary.flow(), summary.version()).orElse("{}");
  }

  /// An error text may hold what the flow wants masked: it needs the run's data to know.
  private RunSummary withoutSecrets(RunSummary summary) {
    if (summary.error() == null) return summary;
    try {
      var plan = plans.of(TenantScope.tenant(), summary.flow(), summary.version());
      if (plan.redact().isEmpty()) return summary;
    } catch (Plans.UnknownPlan e) {
      return summary;
    }
    return runs.find(TenantScope.tenant(), summary.id())
        .map(this::detail)
        .map(RunDetail::summary)
        .orElse(summary);
  }

  private static RunSummary masked(RunSummary summary, Redaction redaction) {
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
        redaction.maskIfAny(summary.error()),
        summary.replayOf());
  }
}
