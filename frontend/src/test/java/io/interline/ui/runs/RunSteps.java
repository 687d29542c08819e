package io.interline.ui.runs;

import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.Runs.Attempt;
import io.interline.flow.Runs.RunDetail;
import io.interline.flow.Runs.RunLink;
import io.interline.flow.Runs.RunSummary;
import io.interline.flow.Runs.Status;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.Runs.StepStatus;
import io.interline.flow.Runs.Wait;
import io.interline.flow.Runs.WaitKind;
import io.interline.tenant.Environment;
import io.interline.ui.testing.FakeRuns;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs with loops, waits and what was undone.
final class RunSteps {

  static final RunId LOOP = new RunId(new UUID(0x0192_f3a1_0000_7000L, 9_001));
  static final RunId SAGA = new RunId(new UUID(0x0192_f3a1_0000_7000L, 9_002));
  static final RunId PARENT = new RunId(new UUID(0x0192_f3a1_0000_7000L, 9_003));
  static final RunId PARTS = new RunId(new UUID(0x0192_f3a1_0000_7000L, 9_004));
  static final RunId FAILURES = new RunId(new UUID(0x0192_f3a1_0000_7000L, 9_005));
  private static final String DOCUMENT =
      """
      {"format":"interline/flow/1","id":"order-sync","title":"Order sync",
       "trigger":{"id":"order","use":"webhook@1/receive"},
       "steps":[
         {"id":"lines","title":"Lines","forEach":"${.order.lines}","do":[
           {"id":"reserve","title":"Reserve","use":"http@1/request","connection":"erp","with":{},
            "compensate":[{"id":"release","title":"Release","use":"http@1/request","with":{}}]}]},
         {"id":"paid","title":"Paid","wait":{"for":"event","event":"payment.received","key":"7"}}]}
      """;

  private RunSteps() {}

  static RunDetail loop() {
    return detail(
        LOOP,
        Status.WAITING,
        List.of(
            step("lines", "", StepStatus.SUCCEEDED, null, null),
            step("reserve", "0", StepStatus.SUCCEEDED, null, null),
            step("reserve", "1", StepStatus.SUCCEEDED, null, null),
            step("reserve", "2", StepStatus.FAILED, "no stock", null),
            step(
                "paid",
                "",
                StepStatus.WAITING,
                null,
                new Wait(WaitKind.EVENT, null, "payment.received", "4711", null, List.of(), null))),
        null,
        List.of());
  }

  /// A mapping and a call that failed.
  static RunDetail failures() {
    var mapped =
        failed(
            "mapped",
            "Cannot divide by 0 (line 2, column 8)",
            new Attempt(1, FakeRuns.NOON, 1, false, "mapping", "Cannot divide by 0", null));
    var sent =
        failed(
            "sent",
            "The other system failed (503)",
            new Attempt(1, FakeRuns.NOON, 1, false, "transient", "503", null, "{\"status\":502}"),
            new Attempt(2, FakeRuns.NOON, 1, false, "transient", "503", null, "{\"status\":503}"));
    var document =
        """
        {"format":"interline/flow/1","id":"order-sync","title":"Order sync",
         "trigger":{"id":"order","use":"webhook@1/receive"},
         "steps":[{"id":"mapped","title":"Map","map":"{\\n  \\"n\\": .order.n / 0 }"},
                  {"id":"sent","title":"Send","use":"http@1/request","with":{}}]}
        """;
    var run = detail(FAILURES, Status.DEAD, List.of(mapped, sent), null, List.of());
    return new RunDetail(run.summary(), document, "{}", 2, run.steps(), null, List.of());
  }

  private static StepRun failed(String id, String error, Attempt... attempts) {
    return new StepRun(
        id,
        "",
        StepStatus.FAILED,
        FakeRuns.NOON,
        FakeRuns.NOON.plusMillis(5),
        "{\"order\":{\"n\":1}}",
        null,
        error,
        List.of(attempts),
        List.of());
  }

  static RunDetail saga() {
    return detail(
        SAGA,
        Status.CANCELLED,
        List.of(
            step("reserve", "0", StepStatus.COMPENSATED, null, null),
            step("release", "0", StepStatus.SUCCEEDED, null, null)),
        null,
        List.of());
  }

  static RunDetail parent(RunSummary caller, RunSummary child) {
    return detail(
        PARENT,
        Status.RUNNING,
        List.of(step("paid", "", StepStatus.SUCCEEDED, null, null)),
        new RunLink(caller, "sub", ""),
        List.of(new RunLink(child, "paid", "")));
  }

  static RunDetail parts(RunSummary first, RunSummary second) {
    return detail(
        PARTS,
        Status.RUNNING,
        List.of(
            step("lines", "", StepStatus.RUNNING, null, null),
            step("lines.part", "0", StepStatus.SUCCEEDED, null, null),
            step(
                "lines.part",
                "1",
                StepStatus.WAITING,
                null,
                new Wait(WaitKind.RUN, null, null, null, null, List.of(), second.id()))),
        null,
        List.of(new RunLink(first, "lines.part", "0"), new RunLink(second, "lines.part", "1")));
  }

  private static RunDetail detail(
      RunId id,
      Status status,
      List<StepRun> steps,
      @Nullable RunLink parent,
      List<RunLink> children) {
    boolean over = status == Status.CANCELLED;
    var summary =
        new RunSummary(
            id,
            new FlowId("order-sync"),
            "Order sync",
            1,
            Environment.PRODUCTION,
            status,
            FakeRuns.NOON,
            over ? FakeRuns.NOON.plusSeconds(1) : null,
            null,
            over ? "Cancelled by maya@acme.example: Ordered twice" : null,
            null);
    return new RunDetail(summary, DOCUMENT, "{}", 2, steps, parent, children);
  }

  private static StepRun step(
      String id, String turns, StepStatus status, @Nullable String error, @Nullable Wait wait) {
    return new StepRun(
        id,
        turns,
        status,
        FakeRuns.NOON,
        FakeRuns.NOON.plusMillis(5),
        "{\"turn\":\"" + turns + "\"}",
        null,
        error,
        List.of(),
        List.of(),
        wait);
  }
}
