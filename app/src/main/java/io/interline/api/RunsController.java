package io.interline.api;

import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.Attempt;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.RunLink;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Runs.RunSummary;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.Wait;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Environment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What happened to messages. Fields that a flow redacts are masked.
@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = "Runs", description = "What happened to each message")
class RunsController {

  private final Runs runs;

  RunsController(Runs runs) {
    this.runs = runs;
  }

  @GetMapping
  @Operation(
      summary = "Runs, newest first",
      description =
          "status is one of queued, running, retrying, waiting, succeeded, dead, cancelled; from"
              + " and until are times of acceptance")
  PageView<RunView> find(
      @RequestParam(required = false) @Nullable String flow,
      @RequestParam(required = false) @Nullable String environment,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    var query =
        new RunQuery(
            Parameters.flowFilter(flow),
            Parameters.filter(Environment.class, "environment", environment),
            Parameters.filter(Runs.Status.class, "status", status),
            Parameters.instant("from", from),
            Parameters.instant("until", until),
            text,
            cursor,
            Parameters.limit(limit));
    return PageView.of(runs.find(query), RunView::of);
  }

  @GetMapping("/{run}")
  @Operation(summary = "One run, with its message, its document and every step")
  RunDetailView get(@PathVariable String run) {
    return RunDetailView.of(runs.get(Parameters.run(run)));
  }

  @PostMapping("/{run}/cancel")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "End a run on purpose",
      description =
          "With undo, what its calls did is undone first where the flow says how; without, it ends"
              + " at once, even when it is stuck. The run is cancelled soon after the answer")
  void cancel(@PathVariable String run, @RequestBody(required = false) @Nullable Cancel body) {
    var how = body == null ? Cancel.PLAIN : body;
    runs.cancel(Parameters.run(run), how.why(), how.undoes());
  }

  @PostMapping("/cancel")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "End many runs on purpose",
      description =
          "Those named in runs, or else all that fit the filter, the newest 10,000 at once; runs"
              + " that are over are passed over. A request that names neither is refused")
  CancelledView cancelMany(@RequestBody CancelMany body) {
    var how = new Cancel(body.reason(), body.undo());
    if (body.runs() != null)
      return new CancelledView(
          runs.cancelAll(
              body.runs().stream().map(Parameters::run).toList(), how.why(), how.undoes()));
    if (body.filter() == null)
      throw new DomainException(
          Kind.INVALID, "runs-missing", "Name runs in 'runs', or say which in 'filter'.");
    return new CancelledView(runs.cancelAll(body.filter().query(), how.why(), how.undoes()));
  }

  /// @param undo true unless it says otherwise
  record Cancel(@Nullable String reason, @Nullable Boolean undo) {

    static final Cancel PLAIN = new Cancel(null, null);

    String why() {
      return reason == null ? "" : reason;
    }

    boolean undoes() {
      return undo == null || undo;
    }
  }

  record CancelMany(
      @Nullable List<String> runs,
      @Nullable Filter filter,
      @Nullable String reason,
      @Nullable Boolean undo) {}

  /// As the parameters of the list.
  record Filter(
      @Nullable String flow,
      @Nullable String environment,
      @Nullable String status,
      @Nullable String from,
      @Nullable String until,
      @Nullable String text) {

    RunQuery query() {
      return new RunQuery(
          Parameters.flowFilter(flow),
          Parameters.filter(Environment.class, "environment", environment),
          Parameters.filter(Runs.Status.class, "status", status),
          Parameters.instant("from", from),
          Parameters.instant("until", until),
          text,
          null,
          1);
    }
  }

  record CancelledView(int runs) {}

  static @Nullable String id(@Nullable RunId run) {
    return run == null ? null : run.toString();
  }

  /// @param failedStep of a run that is dead or retrying
  /// @param error of one that is dead or retrying, or why it was cancelled and by whom
  record RunView(
      String id,
      String flow,
      String flowTitle,
      int version,
      String environment,
      String status,
      Instant acceptedAt,
      @Nullable Instant endedAt,
      @Nullable String failedStep,
      @Nullable String error,
      @Nullable String replayOf) {

    static RunView of(RunSummary run) {
      return new RunView(
          run.id().toString(),
          run.flow().value(),
          run.flowTitle(),
          run.version(),
          run.environment().id(),
          Parameters.id(run.status()),
          run.acceptedAt(),
          run.endedAt(),
          run.failedStep(),
          run.error(),
          RunsController.id(run.replayOf()));
    }
  }

  /// @param parent the run that called this one
  /// @param children runs that this one called; the first 500
  record RunDetailView(
      RunView run,
      JsonText document,
      JsonText payload,
      long payloadBytes,
      List<StepView> steps,
      @Nullable RunLinkView parent,
      List<RunLinkView> children) {

    static RunDetailView of(RunDetail detail) {
      return new RunDetailView(
          RunView.of(detail.summary()),
          new JsonText(detail.document()),
          new JsonText(detail.payload()),
          detail.payloadBytes(),
          detail.steps().stream().map(StepView::of).toList(),
          detail.parent() == null ? null : RunLinkView.of(detail.parent()),
          detail.children().stream().map(RunLinkView::of).toList());
    }
  }

  /// @param step of the caller that waits for the end; empty when none does
  record RunLinkView(RunView run, String step, String turns) {

    static RunLinkView of(RunLink link) {
      return new RunLinkView(RunView.of(link.run()), link.step(), link.turns());
    }
  }

  /// @param kind one of time, event, approval, run
  /// @param name and `key`: of an event
  /// @param message and `roles`: of an approval
  /// @param run whose end is waited for
  record WaitView(
      String kind,
      @Nullable Instant until,
      @Nullable String name,
      @Nullable String key,
      @Nullable String message,
      List<String> roles,
      @Nullable String run) {

    static @Nullable WaitView of(@Nullable Wait wait) {
      if (wait == null) return null;
      return new WaitView(
          Parameters.id(wait.kind()),
          wait.until(),
          wait.name(),
          wait.key(),
          wait.message(),
          wait.roles().stream().map(role -> role.toLowerCase(Locale.ROOT)).toList(),
          RunsController.id(wait.run()));
    }
  }

  /// @param turns of the loops around the step, for example 3.0
  /// @param waitsFor of a step that is waiting
  record StepView(
      String step,
      String turns,
      String status,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable JsonText input,
      @Nullable JsonText output,
      @Nullable String error,
      List<AttemptView> attempts,
      List<String> log,
      @Nullable WaitView waitsFor) {

    static StepView of(StepRun step) {
      return new StepView(
          step.step(),
          step.turns(),
          Parameters.id(step.status()),
          step.startedAt(),
          step.endedAt(),
          JsonText.of(step.input()),
          JsonText.of(step.output()),
          step.error(),
          step.attempts().stream().map(AttemptView::of).toList(),
          step.log(),
          WaitView.of(step.waitsFor()));
    }
  }

  record AttemptView(
      int number,
      Instant startedAt,
      long tookMillis,
      boolean ok,
      @Nullable String errorClass,
      @Nullable String message,
      @Nullable Instant nextAt,
      @Nullable JsonText answer) {

    static AttemptView of(Attempt attempt) {
      return new AttemptView(
          attempt.number(),
          attempt.startedAt(),
          attempt.tookMillis(),
          attempt.ok(),
          attempt.errorClass(),
          attempt.message(),
          attempt.nextAt(),
          JsonText.of(attempt.answer()));
    }
  }
}
