package io.interline.isolation;

import static io.interline.isolation.ServiceCase.Expected.AS_UNKNOWN;
import static io.interline.isolation.ServiceCase.Expected.NOT_FOUND;
import static io.interline.isolation.ServiceCase.Expected.THEIR_OWN;
import static io.interline.isolation.ServiceCases.done;
import static io.interline.isolation.ServiceCases.made;
import static io.interline.isolation.ServiceCases.of;
import static io.interline.tenant.Permission.CONNECTION_EDIT;
import static io.interline.tenant.Permission.CONNECTION_VIEW;
import static io.interline.tenant.Permission.FLOW_DEPLOY;
import static io.interline.tenant.Permission.FLOW_VIEW;
import static io.interline.tenant.Permission.RUN_REPLAY;
import static io.interline.tenant.Permission.RUN_VIEW;

import io.interline.flow.Approvals;
import io.interline.flow.Approvals.ApprovalQuery;
import io.interline.flow.Approvals.ApprovalRef;
import io.interline.flow.Circuits;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.DeadLetters.ReplayFrom;
import io.interline.flow.DeadLetters.ReplayOn;
import io.interline.flow.Events;
import io.interline.flow.Limits;
import io.interline.flow.ReplayId;
import io.interline.flow.Replays;
import io.interline.flow.Replays.ReplayOrder;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.Triggers;
import io.interline.flow.Triggers.TriggerQuery;
import io.interline.tenant.Environment;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The cases of the services that operators use: approvals, events, cancelling, replays, circuits,
/// triggers, limits.
final class OperatingCases {

  private static final Environment PRODUCTION = Environment.PRODUCTION;
  private static final ReplayId NOBODYS = new ReplayId(new UUID(0x0190_0000_0000_7000L, 7));

  private OperatingCases() {}

  static List<ServiceCase> all() {
    return List.of(
        made(
            "Approvals.find(ApprovalQuery)",
            THEIR_OWN,
            RUN_VIEW,
            of(
                Approvals.class,
                (all, ids) -> all.find(new ApprovalQuery(ids.flow(), null, false, null, 500)))),
        made(
            "Approvals.countForCaller()",
            THEIR_OWN,
            RUN_VIEW,
            of(Approvals.class, (all, ids) -> all.countForCaller())),
        made(
            "Approvals.get(ApprovalRef)",
            NOT_FOUND,
            RUN_VIEW,
            of(Approvals.class, (all, ids) -> all.get(new ApprovalRef(ids.run(), "approve", "")))),
        made(
            "Approvals.decide(ApprovalRef, boolean, String)",
            NOT_FOUND,
            RUN_VIEW,
            done(
                Approvals.class,
                (all, ids) -> all.decide(new ApprovalRef(ids.run(), "approve", ""), true, ""))),
        made(
            "Events.send(Environment, String, String, String)",
            AS_UNKNOWN,
            RUN_REPLAY,
            of(
                Events.class,
                (events, ids) -> events.send(Environment.PRODUCTION, "paid", ids.alias(), "{}"))),
        made(
            "Runs.cancel(RunId, String, boolean)",
            NOT_FOUND,
            RUN_REPLAY,
            done(Runs.class, (runs, ids) -> runs.cancel(ids.run(), "enough", false))),
        made(
            "Runs.cancelAll(List, String, boolean)",
            AS_UNKNOWN,
            RUN_REPLAY,
            of(Runs.class, (runs, ids) -> runs.cancelAll(List.of(ids.run()), "enough", false))),
        made(
            "Runs.cancelAll(RunQuery, String, boolean)",
            THEIR_OWN,
            RUN_REPLAY,
            of(Runs.class, (runs, ids) -> runs.cancelAll(RunQuery.latest(500), "enough", false))),
        made(
            "DeadLetters.groups(LetterFilter)",
            THEIR_OWN,
            RUN_VIEW,
            of(DeadLetters.class, (letters, ids) -> letters.groups(LetterFilter.ALL))),
        made(
            "DeadLetters.replay(RunId, ReplayFrom, ReplayOn)",
            NOT_FOUND,
            RUN_REPLAY,
            of(
                DeadLetters.class,
                (letters, ids) ->
                    letters.replay(ids.letter(), ReplayFrom.START, ReplayOn.DEPLOYED))),
        made(
            "Replays.dryRun(ReplayOrder)",
            THEIR_OWN,
            RUN_VIEW,
            of(Replays.class, (replays, ids) -> replays.dryRun(order()))),
        made(
            "Replays.start(ReplayOrder)",
            THEIR_OWN,
            RUN_REPLAY,
            of(Replays.class, (replays, ids) -> replays.start(order()))),
        made(
            "Replays.list()",
            THEIR_OWN,
            RUN_VIEW,
            of(Replays.class, (replays, ids) -> replays.list())),
        made(
            "Replays.get(ReplayId)",
            NOT_FOUND,
            RUN_VIEW,
            of(Replays.class, (replays, ids) -> replays.get(NOBODYS))),
        made(
            "Replays.pause(ReplayId)",
            NOT_FOUND,
            RUN_REPLAY,
            of(Replays.class, (replays, ids) -> replays.pause(NOBODYS))),
        made(
            "Replays.resume(ReplayId)",
            NOT_FOUND,
            RUN_REPLAY,
            of(Replays.class, (replays, ids) -> replays.resume(NOBODYS))),
        made(
            "Replays.cancel(ReplayId)",
            NOT_FOUND,
            RUN_REPLAY,
            of(Replays.class, (replays, ids) -> replays.cancel(NOBODYS))),
        made(
            "Circuits.list()",
            THEIR_OWN,
            CONNECTION_VIEW,
            of(Circuits.class, (circuits, ids) -> circuits.list())),
        made(
            "Circuits.get(String, Environment)",
            NOT_FOUND,
            CONNECTION_VIEW,
            of(Circuits.class, (circuits, ids) -> circuits.get(ids.alias(), PRODUCTION))),
        made(
            "Circuits.reset(String, Environment)",
            NOT_FOUND,
            CONNECTION_EDIT,
            of(Circuits.class, (circuits, ids) -> circuits.reset(ids.alias(), PRODUCTION))),
        made(
            "Circuits.forceOpen(String, Environment)",
            NOT_FOUND,
            CONNECTION_EDIT,
            of(Circuits.class, (circuits, ids) -> circuits.forceOpen(ids.alias(), PRODUCTION))),
        made(
            "Triggers.find(TriggerQuery)",
            THEIR_OWN,
            FLOW_VIEW,
            of(Triggers.class, (triggers, ids) -> triggers.find(TriggerQuery.all(500)))),
        made(
            "Triggers.get(FlowId, Environment)",
            NOT_FOUND,
            FLOW_VIEW,
            of(Triggers.class, (triggers, ids) -> triggers.get(ids.flow(), PRODUCTION))),
        made(
            "Triggers.setCursor(FlowId, Environment, String, long)",
            NOT_FOUND,
            FLOW_DEPLOY,
            of(
                Triggers.class,
                (triggers, ids) -> triggers.setCursor(ids.flow(), PRODUCTION, null, 0))),
        made(
            "Triggers.pause(FlowId, Environment, String)",
            NOT_FOUND,
            FLOW_DEPLOY,
            of(Triggers.class, (triggers, ids) -> triggers.pause(ids.flow(), PRODUCTION, "x"))),
        made(
            "Triggers.resume(FlowId, Environment)",
            NOT_FOUND,
            FLOW_DEPLOY,
            of(Triggers.class, (triggers, ids) -> triggers.resume(ids.flow(), PRODUCTION))),
        made(
            "Triggers.fire(FlowId, Environment)",
            NOT_FOUND,
            FLOW_DEPLOY,
            of(Triggers.class, (triggers, ids) -> triggers.fire(ids.flow(), PRODUCTION))),
        made(
            "Triggers.backfill(FlowId, Environment, Instant, Instant)",
            NOT_FOUND,
            FLOW_DEPLOY,
            of(
                Triggers.class,
                (triggers, ids) ->
                    triggers.backfill(
                        ids.flow(), PRODUCTION, Instant.EPOCH, Instant.EPOCH.plusSeconds(60)))),
        made(
            "Limits.current()",
            THEIR_OWN,
            RUN_VIEW,
            of(Limits.class, (limits, ids) -> limits.current())));
  }

  private static ReplayOrder order() {
    return new ReplayOrder(LetterFilter.ALL, ReplayFrom.START, ReplayOn.DEPLOYED, 10);
  }
}
