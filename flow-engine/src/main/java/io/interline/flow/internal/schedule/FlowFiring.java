package io.interline.flow.internal.schedule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.flow.internal.authoring.LiveFlows;
import io.interline.flow.internal.authoring.LiveFlows.LiveFlow;
import io.interline.flow.internal.execute.Ingest;
import io.interline.flow.internal.execute.NewMessage;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.flow.internal.plan.Plans;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A schedule that is due: accepts a message `{"scheduledAt": …, "firedAt": …}` for its flow, and
/// does no more. The same time twice makes one run.
final class FlowFiring implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(FlowFiring.class);
  private static final int MOST_TRIES = 60;

  private final LiveFlows flows;
  private final Plans plans;
  private final Ingest ingest;
  private final Clock clock;

  FlowFiring(LiveFlows flows, Plans plans, Ingest ingest, Clock clock) {
    this.flows = flows;
    this.plans = plans;
    this.ingest = ingest;
    this.clock = clock;
  }

  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    var recovering = context.isRecovering();
    var key =
        ScheduleKey.of(
            recovering ? context.getRecoveringTriggerKey() : context.getTrigger().getKey());
    var live = flows.find(key.tenant(), key.flow(), key.environment()).filter(LiveFlow::enabled);
    if (live.isEmpty()) return;
    try {
      fire(live.get(), scheduledAt(context));
    } catch (NotAccepting e) {
      if (e.reason() == NotAccepting.Reason.MONTH_USED_UP) {
        LOG.info("firing left out, the runs of the month are used up {}", key);
        return;
      }
      tryAgain(context, e);
    } catch (Plans.UnknownPlan e) {
      LOG.error("schedule of a flow that cannot be run: {}", e.getMessage());
    }
  }

  private void fire(LiveFlow flow, Instant scheduledAt) throws NotAccepting {
    var plan = plans.of(flow.tenant(), flow.flow(), flow.version());
    var message =
        JsonNodeFactory.instance
            .objectNode()
            .put("scheduledAt", scheduledAt.toString())
            .put("firedAt", clock.instant().toString());
    ingest.acceptOnce(
        "schedule/" + flow.flow() + "/" + flow.environment().id() + "/" + scheduledAt,
        new NewMessage(
            flow.tenant(),
            flow.flow(),
            flow.version(),
            flow.environment(),
            plan.title(),
            message.toString().getBytes(StandardCharsets.UTF_8),
            message,
            null));
  }

  private static Instant scheduledAt(JobExecutionContext context) {
    if (!context.isRecovering()) return context.getScheduledFireTime().toInstant();
    return Instant.ofEpochMilli(
        context
            .getMergedJobDataMap()
            .getLongFromString(
                org.quartz.Scheduler
                    .FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS));
  }

  private static void tryAgain(JobExecutionContext context, NotAccepting why)
      throws JobExecutionException {
    if (context.getRefireCount() >= MOST_TRIES)
      throw new JobExecutionException("the engine takes nothing", why, false);
    LockSupport.parkNanos(why.retryAfter().toNanos());
    throw new JobExecutionException("the engine takes nothing yet", why, true);
  }
}
