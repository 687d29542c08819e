package io.interline.api;

import io.interline.flow.Approvals;
import io.interline.flow.Approvals.Approval;
import io.interline.flow.Approvals.ApprovalQuery;
import io.interline.flow.Approvals.ApprovalRef;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Environment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Decisions that runs wait for.
@RestController
@RequestMapping("/api/v1/approvals")
@Tag(name = "Approvals", description = "Runs that wait for somebody to decide")
class ApprovalsController {

  private final Approvals approvals;

  ApprovalsController(Approvals approvals) {
    this.approvals = approvals;
  }

  @GetMapping
  @Operation(
      summary = "Open approvals, those that wait longest first",
      description = "mine leaves only those that the caller may decide")
  PageView<ApprovalView> find(
      @RequestParam(required = false) @Nullable String flow,
      @RequestParam(required = false) @Nullable String environment,
      @RequestParam(defaultValue = "false") boolean mine,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Parameters.LIMIT) int limit) {
    var query =
        new ApprovalQuery(
            Parameters.flowFilter(flow),
            Parameters.filter(Environment.class, "environment", environment),
            mine,
            cursor,
            Parameters.limit(limit));
    return PageView.of(approvals.find(query), ApprovalView::of);
  }

  @GetMapping("/{run}/{step}")
  @Operation(
      summary = "One open approval, with what the flow knows at the step",
      description = "turns names the turn of the loops around the step, for example 3.0")
  ApprovalDetailView get(
      @PathVariable String run,
      @PathVariable String step,
      @RequestParam(defaultValue = "") String turns) {
    var found = approvals.get(new ApprovalRef(Parameters.run(run), step, turns));
    return new ApprovalDetailView(ApprovalView.of(found.approval()), new JsonText(found.context()));
  }

  @PostMapping("/{run}/{step}/decide")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Approve or reject; the run goes on at once",
      description = "Of two who decide at once the first is heard, the other gets 409")
  void decide(
      @PathVariable String run,
      @PathVariable String step,
      @RequestParam(defaultValue = "") String turns,
      @RequestBody Decision body) {
    var approval = new ApprovalRef(Parameters.run(run), step, turns);
    boolean approved =
        switch (body.decision()) {
          case "approved" -> true;
          case "rejected" -> false;
          case null, default ->
              throw new DomainException(
                  Kind.INVALID, "decision-missing", "Say 'approved' or 'rejected' in 'decision'.");
        };
    approvals.decide(approval, approved, body.comment() == null ? "" : body.comment());
  }

  /// @param decision `approved` or `rejected`
  record Decision(@Nullable String decision, @Nullable String comment) {}

  record ApprovalDetailView(ApprovalView approval, JsonText context) {}

  /// @param roles who may decide, in lower case; empty for all who may operate runs
  record ApprovalView(
      String run,
      String step,
      String turns,
      String flow,
      String flowTitle,
      int version,
      String environment,
      String stepTitle,
      @Nullable String message,
      List<String> roles,
      Instant askedAt,
      @Nullable Instant until,
      boolean mayDecide) {

    static ApprovalView of(Approval approval) {
      return new ApprovalView(
          approval.ref().run().toString(),
          approval.ref().step(),
          approval.ref().turns(),
          approval.flow().value(),
          approval.flowTitle(),
          approval.version(),
          approval.environment().id(),
          approval.stepTitle(),
          approval.message(),
          approval.roles().stream().map(role -> role.toLowerCase(Locale.ROOT)).toList(),
          approval.askedAt(),
          approval.until(),
          approval.mayDecide());
    }
  }
}
