package io.interline.ui.testing;

import io.interline.flow.Approvals;
import io.interline.flow.FlowId;
import io.interline.flow.Page;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Open approvals in memory, each with a run that waits.
public final class FakeApprovals implements Approvals {

  private final FakeUser user;
  private final FakeRuns runs;
  private final Map<ApprovalRef, Approval> open = new LinkedHashMap<>();
  private final List<String> decisions = new ArrayList<>();

  public FakeApprovals(FakeUser user, FakeRuns runs) {
    this.user = user;
    this.runs = runs;
  }

  /// A run that waits for a decision at step `send`.
  public ApprovalRef add(String message, Role... deciders) {
    var run = runs.add(Runs.Status.WAITING);
    return add(run, message, deciders);
  }

  /// A decision for a run at step `send`.
  public ApprovalRef add(RunId run, String message, Role... deciders) {
    var ref = new ApprovalRef(run, "send", "");
    var roles = java.util.Arrays.stream(deciders).map(Role::name).toList();
    open.put(
        ref,
        new Approval(
            ref,
            new FlowId("order-sync"),
            "Order sync",
            1,
            Environment.PRODUCTION,
            "Release the order",
            message,
            roles,
            FakeRuns.NOON,
            FakeRuns.NOON.plusSeconds(3_600),
            true));
    return ref;
  }

  /// What was decided: step, decision, comment.
  public List<String> decisions() {
    return decisions;
  }

  /// Somebody else was faster.
  public void decidedElsewhere(ApprovalRef ref) {
    open.remove(ref);
  }

  private Approval seen(Approval each) {
    var role = user.membership().role();
    boolean may =
        each.roles().isEmpty()
            ? role.may(Permission.RUN_REPLAY)
            : each.roles().contains(role.name());
    return new Approval(
        each.ref(),
        each.flow(),
        each.flowTitle(),
        each.version(),
        each.environment(),
        each.stepTitle(),
        each.message(),
        each.roles(),
        each.askedAt(),
        each.until(),
        may);
  }

  @Override
  public Page<Approval> find(ApprovalQuery query) {
    user.require(Permission.RUN_VIEW);
    return new Page<>(
        open.values().stream()
            .map(this::seen)
            .filter(each -> !query.forCaller() || each.mayDecide())
            .filter(each -> query.flow() == null || each.flow().equals(query.flow()))
            .filter(
                each -> query.environment() == null || each.environment() == query.environment())
            .limit(query.limit())
            .toList(),
        null);
  }

  @Override
  public long countForCaller() {
    return open.values().stream().map(this::seen).filter(Approval::mayDecide).count();
  }

  @Override
  public ApprovalDetail get(ApprovalRef ref) {
    var found = open.get(ref);
    if (found == null)
      throw new DomainException(
          DomainException.Kind.CONFLICT,
          "already-decided",
          "Step '" + ref.step() + "' was approved by ann@acme.example already.");
    return new ApprovalDetail(seen(found), "{\"order\":{\"orderId\":\"W-1\",\"email\":\"***\"}}");
  }

  @Override
  public void decide(ApprovalRef ref, boolean approved, String comment) {
    if (!get(ref).approval().mayDecide()) user.require(Permission.MEMBER_EDIT);
    open.remove(ref);
    decisions.add(ref.step() + " " + approved + " " + comment);
  }
}
