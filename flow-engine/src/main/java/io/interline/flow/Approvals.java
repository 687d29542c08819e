package io.interline.flow;

import io.interline.tenant.Environment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decisions that runs of the tenant in scope wait for. Fields that the flow's `redact` names are
/// masked in all that is answered here.
public interface Approvals {

  /// Open ones, those that wait longest first. Needs RUN_VIEW.
  Page<Approval> find(ApprovalQuery query);

  /// Number of open ones that the caller may decide. Needs RUN_VIEW.
  long countForCaller();

  /// With what the one who decides has to know. Needs RUN_VIEW.
  ///
  /// @throws io.interline.tenant.DomainException of kind NOT_FOUND; CONFLICT, code
  ///     `already-decided`, when it is not open any more
  ApprovalDetail get(ApprovalRef approval);

  /// Decides; the run goes on at once. Needs one of the roles that the step names, RUN_REPLAY when
  /// it names none. Of two who decide at once, the first is heard.
  ///
  /// @param comment may be empty; shown with the decision, and to the steps that follow
  /// @throws io.interline.tenant.DomainException of kind NOT_FOUND; REFUSED; CONFLICT, code
  ///     `already-decided`, when it is not open any more
  void decide(ApprovalRef approval, boolean approved, String comment);

  /// A step of a run that waits for a decision.
  ///
  /// @param turns of the loops around the step as in [Runs.StepRun]; empty outside of loops
  record ApprovalRef(RunId run, String step, String turns) {}

  /// Filters; an absent one does not filter.
  ///
  /// @param forCaller only those that the caller may decide
  /// @param limit 1 to 500
  record ApprovalQuery(
      @Nullable FlowId flow,
      @Nullable Environment environment,
      boolean forCaller,
      @Nullable String cursor,
      int limit) {}

  /// @param message what the flow asks; absent when it says nothing
  /// @param until when it is over without a decision; absent when it waits for ever
  /// @param roles who may decide; empty for all who may operate runs
  /// @param mayDecide whether the caller may
  record Approval(
      ApprovalRef ref,
      FlowId flow,
      String flowTitle,
      int version,
      Environment environment,
      String stepTitle,
      @Nullable String message,
      List<String> roles,
      Instant askedAt,
      @Nullable Instant until,
      boolean mayDecide) {}

  /// @param context what the flow knows at the step, by ids; JSON text
  record ApprovalDetail(Approval approval, String context) {}
}
