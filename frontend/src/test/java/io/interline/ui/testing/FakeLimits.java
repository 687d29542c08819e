package io.interline.ui.testing;

import io.interline.flow.FlowId;
import io.interline.flow.Limits;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// Limits of Acme Trading; those of the month can be moved.
public final class FakeLimits implements Limits {

  private final FakeUser user;
  private long used = 120;
  private State state = State.FINE;
  private boolean overage;

  FakeLimits(FakeUser user) {
    this.user = user;
  }

  /// What is used of 1,000 runs.
  public void monthlyRuns(long runs, State near, boolean mayExceed) {
    used = runs;
    state = near;
    overage = mayExceed;
  }

  @Override
  public Use current() {
    user.require(Permission.RUN_VIEW);
    var plan =
        new Plan("team", "Team", 100, 200, 50, 16_000_000, 10_000, 5_000, 1_000L, overage, 2);
    var limits =
        List.of(
            new Limit(Kind.MONTHLY_RUNS, used, 1_000L, state),
            new Limit(Kind.ACCEPT_RATE, 3L, 100L, State.FINE),
            new Limit(Kind.CONCURRENT_RUNS, 2L, 50L, State.FINE),
            new Limit(Kind.BACKLOG, 0L, 10_000L, State.FINE),
            new Limit(Kind.PAYLOAD_SIZE, 2_000L, 16_000_000L, State.FINE),
            new Limit(Kind.RUN_STEPS, null, 5_000L, State.FINE));
    var month = LocalDate.of(2026, 2, 1);
    return new Use(
        plan,
        limits,
        Instant.parse("2026-03-01T00:00:00Z"),
        List.of(
            new Day(month, used - 20, used - 30, 10, 3 * used, 1_000 * used),
            new Day(month.plusDays(2), 20, 20, 0, 60, 20_000)),
        List.of(new TopFlow(new FlowId("order-sync"), "Order sync", Environment.PRODUCTION, 90)));
  }
}
