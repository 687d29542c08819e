package io.interline.flow.internal.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.audit.AuditObject;
import io.interline.flow.Approvals;
import io.interline.flow.Page;
import io.interline.flow.Runs;
import io.interline.flow.Runs.StepRun;
import io.interline.flow.internal.execute.Engine;
import io.interline.flow.internal.message.MessageReader;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import io.interline.tenant.TextRules;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Decisions, from the questions that runs keep in the table of what they wait for.
@Service
class ApprovalDesk implements Approvals {

  private static final int LONGEST_COMMENT = 1_000;

  private final AccessControl access;
  private final AuditTrail trail;
  private final StoredApprovals approvals;
  private final Inbox inbox;
  private final MaskedSteps steps;
  private final Runs runs;
  private final MessageReader messages;
  private final Engine engine;
  private final TransactionTemplate transactions;
  private final Clock clock;

  ApprovalDesk(
      AccessControl access,
      AuditTrail trail,
      StoredApprovals approvals,
      Inbox inbox,
      MaskedSteps steps,
      Runs runs,
      MessageReader messages,
      Engine engine,
      TransactionTemplate transactions,
      Clock clock) {
    this.access = access;
    this.trail = trail;
    this.approvals = approvals;
    this.inbox = inbox;
    this.steps = steps;
    this.runs = runs;
    this.messages = messages;
    this.engine = engine;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public Page<Approval> find(ApprovalQuery query) {
    access.require(Permission.RUN_VIEW, AuditObject.of("run", "*"));
    var caller = TenantScope.current();
    int limit = Math.clamp(query.limit(), 1, 500);
    var found = approvals.page(caller.tenant(), caller.role(), query, limit + 1);
    boolean more = found.size() > limit;
    var page = more ? found.subList(0, limit) : found;
    return new Page<>(
        page.stream().map(this::shown).toList(),
        more ? StoredApprovals.cursorAfter(page.getLast()) : null);
  }

  @Override
  @Transactional(readOnly = true)
  public long countForCaller() {
    access.require(Permission.RUN_VIEW, AuditObject.of("run", "*"));
    var caller = TenantScope.current();
    return approvals.count(caller.tenant(), caller.role());
  }

  @Override
  @Transactional(readOnly = true)
  public ApprovalDetail get(ApprovalRef approval) {
    access.require(Permission.RUN_VIEW, object(approval));
    return new ApprovalDetail(shown(open(approval)), steps.context(approval));
  }

  @Override
  public void decide(ApprovalRef approval, boolean approved, String comment) {
    transactions.executeWithoutResult(_ -> decideNow(approval, approved, comment.strip()));
    engine.lookForNotices();
  }

  private void decideNow(ApprovalRef approval, boolean approved, String comment) {
    access.require(Permission.RUN_VIEW, object(approval));
    var caller = TenantScope.current();
    var found = open(approval);
    if (!found.mayDecide()) refuse(found);
    String words = TextRules.cut(TextRules.text("comment", comment), LONGEST_COMMENT);
    String decision = approved ? "approved" : "rejected";
    var answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("decision", decision)
            .put("by", caller.actor().name())
            .put("at", clock.instant().toString());
    if (!words.isEmpty()) answer.put("comment", words);
    if (!inbox.answer(caller.tenant(), approval, answer)) throw closed(approval);
    trail.succeeded("approval.decide", object(approval), details(approval, decision, words));
  }

  private static Map<String, String> details(ApprovalRef at, String decision, String comment) {
    return Map.of("step", at.step(), "turns", at.turns(), "decision", decision, "comment", comment);
  }

  private void refuse(Approval approval) {
    var wanted = approval.roles();
    String reason =
        "The role "
            + TenantScope.current().role()
            + " does not allow to decide step '"
            + approval.ref().step()
            + "'.";
    trail.refused("approval.decide", object(approval.ref()), reason);
    throw new DomainException(
        Kind.REFUSED,
        "access-refused",
        reason
            + (wanted.isEmpty()
                ? " Ask somebody who may operate runs."
                : " Ask a member with the role " + String.join(" or ", wanted) + "."));
  }

  /// @throws DomainException when there is none, or it is not open any more
  private Approval open(ApprovalRef approval) {
    var caller = TenantScope.current();
    return approvals
        .find(caller.tenant(), caller.role(), approval)
        .orElseThrow(() -> closed(approval));
  }

  /// Why there is none to decide.
  private DomainException closed(ApprovalRef approval) {
    var untaken = inbox.untaken(TenantScope.tenant(), approval).map(this::read);
    if (untaken.isPresent()) return decided(approval, untaken.get());
    var step = stepOf(approval);
    if (step.isEmpty()) return DomainException.notFound("approval", approval.run());
    String error = step.get().error();
    if (error != null) return over(approval, "is over: " + error);
    return decided(
        approval, step.map(StepRun::output).map(this::read).orElseGet(ApprovalDesk::none));
  }

  private Optional<StepRun> stepOf(ApprovalRef approval) {
    try {
      return runs.get(approval.run()).steps().stream()
          .filter(step -> step.step().equals(approval.step()))
          .filter(step -> step.turns().equals(approval.turns()))
          .findFirst();
    } catch (DomainException missing) {
      return Optional.empty();
    }
  }

  private static DomainException decided(ApprovalRef approval, JsonNode answer) {
    String by = answer.path("by").asText();
    if (answer.path("timedOut").asBoolean())
      return over(approval, "is over: nobody decided in time.");
    return over(
        approval,
        by.isEmpty()
            ? "is not open any more."
            : "was " + answer.path("decision").asText() + " by " + by + " already.");
  }

  private static DomainException over(ApprovalRef approval, String how) {
    return new DomainException(
        Kind.CONFLICT,
        "already-decided",
        "Step '" + approval.step() + "' of run " + approval.run() + " " + how);
  }

  private JsonNode read(String json) {
    return messages.reread(json.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }

  private Approval shown(Approval stored) {
    String message = stored.message();
    return new Approval(
        stored.ref(),
        stored.flow(),
        stored.flowTitle(),
        stored.version(),
        stored.environment(),
        steps.title(stored.flow(), stored.version(), stored.ref().step()),
        message == null ? null : steps.message(stored.ref(), message),
        List.copyOf(stored.roles()),
        stored.askedAt(),
        stored.until(),
        stored.mayDecide());
  }

  private static AuditObject object(ApprovalRef approval) {
    return AuditObject.of("run", approval.run().toString());
  }
}
