package io.interline.ui.testing;

import io.interline.flow.FlowId;
import io.interline.flow.Page;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Runs in memory, newest first.
public final class FakeRuns implements Runs {

  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final FakeUser user;
  private final List<RunDetail> runs = new ArrayList<>();
  private final List<String> cancelled = new ArrayList<>();
  private long next = 1;

  public FakeRuns(FakeUser user) {
    this.user = user;
  }

  /// Adds a run of the order flow; a dead one failed at `send`.
  public RunId add(Status status) {
    var id = new RunId(new UUID(0x0192_f3a1_0000_7000L, next++));
    runs.addFirst(detail(id, status));
    return id;
  }

  /// Changes the state of a run.
  public void change(RunId id, Status status) {
    runs.replaceAll(run -> run.summary().id().equals(id) ? detail(id, status) : run);
  }

  /// Puts a run in the place of the one with its id, or first.
  public void put(RunDetail run) {
    runs.removeIf(old -> old.summary().id().equals(run.summary().id()));
    runs.addFirst(run);
  }

  /// What was cancelled: id, reason, and whether it was undone.
  public List<String> cancelled() {
    return cancelled;
  }

  @Override
  public void cancel(RunId run, String reason, boolean undo) {
    user.require(Permission.RUN_REPLAY);
    if (get(run).summary().endedAt() != null)
      throw new DomainException(
          DomainException.Kind.CONFLICT, "not-running", "Run " + run + " is over.");
    cancelled.add(run + " " + reason + " " + undo);
    change(run, Status.CANCELLED);
  }

  @Override
  public int cancelAll(List<RunId> some, String reason, boolean undo) {
    var open = some.stream().filter(run -> get(run).summary().endedAt() == null).toList();
    open.forEach(run -> cancel(run, reason, undo));
    return open.size();
  }

  @Override
  public int cancelAll(RunQuery filter, String reason, boolean undo) {
    return cancelAll(find(filter).items().stream().map(RunSummary::id).toList(), reason, undo);
  }

  private static RunDetail detail(RunId id, Status status) {
    boolean bad = status == Status.DEAD || status == Status.RETRYING;
    boolean ended =
        status == Status.DEAD || status == Status.SUCCEEDED || status == Status.CANCELLED;
    var error =
        bad
            ? "The ERP answered 503: maintenance"
            : status == Status.CANCELLED ? "Cancelled by maya@acme.example: Ordered twice" : null;
    var summary =
        new RunSummary(
            id,
            new FlowId("order-sync"),
            "Order sync",
            1,
            Environment.PRODUCTION,
            status,
            NOON,
            ended ? NOON.plusMillis(420) : null,
            bad ? "send" : null,
            error,
            null);
    return new RunDetail(
        summary, FakeFlows.DOCUMENT, "{\"orderId\":\"W-1\"}", 17, steps(status, error));
  }

  private static List<StepRun> steps(Status status, @Nullable String error) {
    var state =
        switch (status) {
          case DEAD -> StepStatus.FAILED;
          case RETRYING, WAITING -> StepStatus.RETRYING;
          case SUCCEEDED -> StepStatus.SUCCEEDED;
          case QUEUED, RUNNING, CANCELLED -> StepStatus.RUNNING;
        };
    var mapped =
        new StepRun(
            "erpOrder",
            "",
            StepStatus.SUCCEEDED,
            NOON,
            NOON.plusMillis(2),
            "{\"orderId\":\"W-1\"}",
            "{\"number\":\"W-1\"}",
            null,
            List.of(),
            List.of());
    var attempt =
        new Attempt(
            1,
            NOON.plusMillis(3),
            214,
            error == null,
            error == null ? null : "transient",
            error,
            null);
    var sent =
        new StepRun(
            "send",
            "",
            state,
            NOON.plusMillis(3),
            error == null ? NOON.plusMillis(217) : null,
            "{\"number\":\"W-1\"}",
            error == null ? "{\"status\":201}" : null,
            error,
            List.of(attempt),
            List.of("POST /orders"));
    return List.of(mapped, sent);
  }

  @Override
  public Page<RunSummary> find(RunQuery query) {
    user.require(Permission.RUN_VIEW);
    var cursor = query.cursor();
    var found =
        runs.stream()
            .map(RunDetail::summary)
            .filter(run -> query.status() == null || run.status() == query.status())
            .filter(run -> query.flow() == null || run.flow().equals(query.flow()))
            .filter(run -> query.environment() == null || run.environment() == query.environment())
            .filter(run -> query.text() == null || run.id().toString().contains(query.text()))
            .skip(cursor == null ? 0 : Long.parseLong(cursor))
            .toList();
    if (found.size() <= query.limit()) return new Page<>(found, null);
    long at = (cursor == null ? 0 : Long.parseLong(cursor)) + query.limit();
    return new Page<>(found.subList(0, query.limit()), String.valueOf(at));
  }

  @Override
  public RunDetail get(RunId id) {
    user.require(Permission.RUN_VIEW);
    return runs.stream()
        .filter(run -> run.summary().id().equals(id))
        .findFirst()
        .orElseThrow(() -> DomainException.notFound("run", id));
  }

  @Override
  public Statistics statistics(Environment environment, Instant from, Instant until) {
    long succeeded = count(Status.SUCCEEDED);
    long dead = count(Status.DEAD);
    var buckets =
        IntStream.range(0, 24)
            .mapToObj(i -> new Bucket(from.plus(Duration.ofHours(i)), i % 5, i % 5, 0))
            .toList();
    var flow =
        new FlowStatistics(new FlowId("order-sync"), runs.size(), succeeded, dead, 212L, buckets);
    return new Statistics(
        runs.size(),
        succeeded,
        dead,
        runs.size() - succeeded - dead,
        null,
        succeeded == 0 ? null : 64L,
        succeeded == 0 ? null : 212L,
        List.of(flow),
        buckets);
  }

  private long count(Status status) {
    return runs.stream().filter(run -> run.summary().status() == status).count();
  }
}
