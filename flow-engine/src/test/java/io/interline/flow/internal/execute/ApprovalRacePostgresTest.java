package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.Approvals;
import io.interline.flow.Approvals.ApprovalRef;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.Status;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.tenant.Caller;
import io.interline.tenant.DomainException;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Two people decide about many approvals at one node while their time is over at another one,
/// all at once: nobody is told what the run does not do.
class ApprovalRacePostgresTest {

  private static final RunningHub HUB = RunningHub.start();

  /// Ahead of the database's during the race: that takes decisions while the runs' time is over.
  private static final MovableClock CLOCK = new MovableClock();

  private static final SecondNode OTHER = new SecondNode(HUB, CLOCK);
  private static final int RUNS = 200;
  private static final int HEARD_BEFORE = 20;
  private static final FlowId FLOW = new FlowId("release");
  private static final String DOCUMENT =
      """
      format: interline/flow/1
      id: release
      title: Release
      trigger: { id: order, use: webhook@1/receive, with: { verify: none } }
      steps:
        - { id: release, wait: { for: approval, roles: [OWNER, DEVELOPER], timeout: PT1H } }
      """;

  private final TestTenant acme = HUB.tenant();
  private final Approvals approvals = HUB.bean(Approvals.class);
  private final JdbcClient jdbc = HUB.hub().bean("systemJdbcClient", JdbcClient.class);
  private final Runs runs = HUB.bean(Runs.class);
  private final AtomicInteger heard = new AtomicInteger();
  private final CountDownLatch firstIsOver = new CountDownLatch(1);

  @AfterAll
  static void stop() {
    OTHER.close();
    HUB.close();
  }

  /// What somebody was told who decided.
  ///
  /// @param refusal empty when the decision was heard
  private record Told(String refusal) {
    boolean heard() {
      return refusal.isEmpty();
    }
  }

  /// A run, and what the two were told of whom one approved and one rejected.
  private record Contest(RunId run, Future<Told> approval, Future<Told> rejection) {}

  @Test
  void whatIsHeardIsWhatTheRunDoes() throws Exception {
    HUB.deploy(acme, DOCUMENT);
    var asked = new ArrayList<RunId>();
    for (int i = 0; i < RUNS; i++) asked.add(OTHER.send(acme.id(), FLOW, "{}"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> count("run_ask") == RUNS && count("run_wait") == RUNS);

    var contests = new ArrayList<Contest>();
    try (var people = Executors.newFixedThreadPool(4);
        AutoCloseable _ = firstIsOver::countDown) {
      for (var run : asked.subList(0, RUNS / 2)) contests.add(contest(people, run, false));
      for (var run : asked.subList(RUNS / 2, RUNS)) contests.add(contest(people, run, true));
      await().until(() -> heard.get() >= HEARD_BEFORE);
      endTheTime();
      await()
          .pollInterval(Duration.ofMillis(2))
          .until(() -> count("run_end where error_class = 'timeout' and") > 0);
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> count("run_end") == RUNS);
    for (var contest : contests)
      assertTold(TenantScope.call(acme.viewer(), () -> runs.get(contest.run())), contest);
    assertThat(heard.get()).isBetween(HEARD_BEFORE, RUNS - 1);
    await().until(() -> count("run_inbox") + count("run_ask") + count("run_wait") == 0);
  }

  /// For all runs that nobody decided about.
  private void endTheTime() {
    CLOCK.move(Duration.ofHours(2));
    jdbc.sql("update run_wait set due_at = now() where tenant_id = ?")
        .param(acme.id().value())
        .update();
    OTHER.engine().takeUpDue();
  }

  private void assertTold(RunDetail run, Contest contest) throws Exception {
    var approval = contest.approval().get();
    var rejection = contest.rejection().get();
    var told = run.summary().id() + ": " + approval + ", " + rejection;
    String error = String.valueOf(run.summary().error());
    if (approval.heard()) {
      assertThat(run.summary().status()).as(told + error).isEqualTo(Status.SUCCEEDED);
      assertThat(run.steps().getFirst().output())
          .contains("\"approved\"", acme.owner().actor().name());
    } else {
      String why =
          rejection.heard() ? "Rejected by " + acme.developer().actor().name() : "No answer within";
      assertThat(run.summary().status()).as(told).isEqualTo(Status.DEAD);
      assertThat(error).as(told).contains(why);
    }
    assertThat(approval.heard() && rejection.heard()).as(told).isFalse();
    for (var refusal : List.of(approval.refusal(), rejection.refusal())) {
      if (!refusal.isEmpty()) assertThat(refusal).as(told).startsWith("already-decided");
      if (refusal.contains("was approved")) assertThat(approval.heard()).as(told).isTrue();
      if (refusal.contains("was rejected")) assertThat(rejection.heard()).as(told).isTrue();
      if (refusal.contains("No answer")) assertThat(error).as(told).contains("No answer");
    }
  }

  /// @param late whether the two wait until the time of the first run is over
  private Contest contest(ExecutorService people, RunId run, boolean late) {
    var ref = new ApprovalRef(run, "release", "");
    return new Contest(
        run,
        people.submit(() -> decide(acme.owner(), ref, true, late)),
        people.submit(() -> decide(acme.developer(), ref, false, late)));
  }

  private Told decide(Caller caller, ApprovalRef ref, boolean approved, boolean late)
      throws InterruptedException {
    if (late) firstIsOver.await();
    try {
      TenantScope.run(caller, () -> approvals.decide(ref, approved, ""));
      heard.incrementAndGet();
      return new Told("");
    } catch (DomainException e) {
      return new Told(e.code() + ": " + e.getMessage());
    }
  }

  /// @param table perhaps with a condition, up to its last `and`
  private int count(String table) {
    String where = table.contains(" where ") ? " " : " where ";
    return jdbc.sql("select count(*) from " + table + where + "tenant_id = ?")
        .param(acme.id().value())
        .query(Integer.class)
        .single();
  }
}
