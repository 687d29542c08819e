package io.interline.flow.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.internal.ingest.RunningHub;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestTenant;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;

class SchedulesPostgresTest {

  private static final RunningHub HUB = RunningHub.start();

  private final TestTenant acme = HUB.tenant();
  private final Scheduler scheduler = HUB.bean(Scheduler.class);

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void dueScheduleStartsOneRun() {
    HUB.deploy(acme, document("tick", "* * * * * ?"));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> TenantScope.call(acme.viewer(), this::succeeded) >= 2);

    var run =
        TenantScope.call(
            acme.viewer(),
            () -> {
              var runs = HUB.bean(Runs.class);
              return runs.get(runs.find(RunQuery.latest(1)).items().getFirst().id());
            });
    assertThat(run.payload()).contains("scheduledAt", "firedAt");
    enable("tick", false);
  }

  @Test
  void scheduleFollowsItsDeployment() throws Exception {
    var key = new ScheduleKey(acme.id(), new FlowId("nightly"), Environment.PRODUCTION);

    HUB.deploy(acme, document("nightly", "0 3 * * *"));
    assertThat(scheduler.getTrigger(key.trigger())).isNotNull();
    enable("nightly", false);
    assertThat(scheduler.getTrigger(key.trigger())).isNull();
    enable("nightly", true);
    assertThat(scheduler.getTrigger(key.trigger())).isNotNull();
  }

  private long succeeded() {
    return HUB.bean(Runs.class).find(RunQuery.latest(100)).items().stream()
        .filter(run -> run.status() == Runs.Status.SUCCEEDED)
        .count();
  }

  private void enable(String flow, boolean enabled) {
    TenantScope.run(
        acme.owner(),
        () ->
            HUB.bean(Deployments.class)
                .setEnabled(new FlowId(flow), Environment.PRODUCTION, enabled));
  }

  private static String document(String id, String cron) {
    return """
    format: interline/flow/1
    id: %s
    title: Scheduled
    trigger: { id: tick, use: schedule@1/cron, with: { cron: "%s" } }
    steps: [ { id: at, map: ".tick.scheduledAt" } ]
    """
        .formatted(id, cron);
  }
}
