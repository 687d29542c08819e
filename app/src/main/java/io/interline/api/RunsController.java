package io.interline.api;

import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.Attempt;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Runs.RunSummary;
import io.interline.flow.Runs.StepRun;
import io.interline.tenant.Environment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
          "status is one of queued, running, retrying, succeeded, dead, cancelled; from and until"
              + " are times of acceptance")
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

  static @Nullable String id(@Nullable RunId run) {
    return run == null ? null : run.toString();
  }

  /// @param failedStep and `error`: of a run that is dead or retrying
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

  record RunDetailView(
      RunView run, JsonText document, JsonText payload, long payloadBytes, List<StepView> steps) {

    static RunDetailView of(RunDetail detail) {
      return new RunDetailView(
          RunView.of(detail.summary()),
          new JsonText(detail.document()),
          new JsonText(detail.payload()),
          detail.payloadBytes(),
          detail.steps().stream().map(StepView::of).toList());
    }
  }

  record StepView(
      String step,
      String status,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable JsonText input,
      @Nullable JsonText output,
      @Nullable String error,
      List<AttemptView> attempts,
      List<String> log) {

    static StepView of(StepRun step) {
      return new StepView(
          step.step(),
          Parameters.id(step.status()),
          step.startedAt(),
          step.endedAt(),
          JsonText.of(step.input()),
          JsonText.of(step.output()),
          step.error(),
          step.attempts().stream().map(AttemptView::of).toList(),
          step.log());
    }
  }

  record AttemptView(
      int number,
      Instant startedAt,
      long tookMillis,
      boolean ok,
      @Nullable String errorClass,
      @Nullable String message,
      @Nullable Instant nextAt) {

    static AttemptView of(Attempt attempt) {
      return new AttemptView(
          attempt.number(),
          attempt.startedAt(),
          attempt.tookMillis(),
          attempt.ok(),
          attempt.errorClass(),
          attempt.message(),
          attempt.nextAt());
    }
  }
}
