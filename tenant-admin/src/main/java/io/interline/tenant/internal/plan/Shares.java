package io.interline.tenant.internal.plan;

import io.interline.tenant.Plan;
import java.util.List;
import java.util.stream.DoubleStream;

/// What one node may take of limits that hold for all nodes together.
///
/// Nodes that use less than an equal share keep what they use; the others share the rest equally
/// (max-min fairness). Whoever is alone has all; who begins has an equal share at once; when all
/// want more than there is, each ends up with an equal share. At least one is left for everybody.
final class Shares {

  private Shares() {}

  /// The part of a plan for a node at which the tenant wants all it can get.
  ///
  /// @param others what the tenant uses at each other node
  static Plan of(Plan plan, List<Use> others) {
    if (others.isEmpty()) return plan;
    int rate = of(plan.acceptPerSecond(), others.stream().mapToDouble(Use::accepted));
    double burst = (double) plan.acceptBurst() * rate / plan.acceptPerSecond();
    return new Plan(
        plan.id(),
        plan.title(),
        rate,
        (int) Math.ceil(burst),
        of(plan.concurrentRuns(), others.stream().mapToDouble(use -> use.load().underWay())),
        plan.maxPayloadBytes(),
        plan.backlog(),
        plan.maxSteps(),
        plan.monthlyRuns(),
        plan.overage(),
        plan.weight());
  }

  /// @param others what each other node uses of the limit
  static int of(int limit, DoubleStream others) {
    double[] uses = others.sorted().toArray();
    double left = limit;
    int nodes = uses.length + 1;
    for (double use : uses) {
      if (use * nodes >= left) break;
      left -= use;
      nodes--;
    }
    return (int) Math.max(1, Math.ceil(left / nodes));
  }
}
