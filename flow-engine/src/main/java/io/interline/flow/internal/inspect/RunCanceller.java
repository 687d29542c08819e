package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.audit.AuditObject;
import io.interline.flow.RunId;
import io.interline.flow.Runs.RunQuery;
import io.interline.flow.internal.execute.Engine;
import io.interline.flow.internal.signal.Inbox;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import io.interline.tenant.TextRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells runs to end, in somebody's name.
@Component
final class RunCanceller {

  private static final int MOST_AT_ONCE = 10_000;
  private static final int LONGEST_REASON = 500;

  private final AccessControl access;
  private final AuditTrail trail;
  private final StoredRuns runs;
  private final Inbox inbox;
  private final Engine engine;
  private final TransactionTemplate transactions;

  RunCanceller(
      AccessControl access,
      AuditTrail trail,
      StoredRuns runs,
      Inbox inbox,
      Engine engine,
      TransactionTemplate transactions) {
    this.access = access;
    this.trail = trail;
    this.runs = runs;
    this.inbox = inbox;
    this.engine = engine;
    this.transactions = transactions;
  }

  void cancel(RunId run, String reason, boolean undo) {
    var object = AuditObject.of("run", run.toString());
    transactions.executeWithoutResult(
        _ -> {
          access.require(Permission.RUN_REPLAY, object);
          if (!runs.exists(TenantScope.tenant(), run)) throw DomainException.notFound("run", run);
          if (inbox.cancel(TenantScope.tenant(), List.of(run), order(reason, undo)) == 0)
            throw new DomainException(
                Kind.CONFLICT, "not-running", "Run " + run + " is over; nothing is left to end.");
          trail.succeeded("run.cancel", object, details(reason, undo));
        });
    engine.lookForNotices();
  }

  int cancelAll(List<RunId> some, String reason, boolean undo) {
    if (some.size() > MOST_AT_ONCE)
      throw new DomainException(
          Kind.INVALID, "too-many", "Cancel at most " + MOST_AT_ONCE + " runs at once.");
    return many(reason, undo, details -> some);
  }

  int cancelAll(RunQuery filter, String reason, boolean undo) {
    return many(
        reason,
        undo,
        details -> {
          describe(filter, details);
          return runs.unfinished(TenantScope.tenant(), filter, MOST_AT_ONCE);
        });
  }

  private int many(String reason, boolean undo, Function<Map<String, String>, List<RunId>> chosen) {
    var object = AuditObject.of("run", "*");
    Integer count =
        transactions.execute(
            _ -> {
              access.require(Permission.RUN_REPLAY, object);
              var details = details(reason, undo);
              var some = chosen.apply(details);
              int told = inbox.cancel(TenantScope.tenant(), some, order(reason, undo));
              details.put("runs", String.valueOf(told));
              trail.succeeded("run.cancel", object, details);
              return told;
            });
    engine.lookForNotices();
    return Objects.requireNonNull(count);
  }

  private static ObjectNode order(String reason, boolean undo) {
    String by = "Cancelled by " + TenantScope.current().actor().name();
    String why = cut(reason);
    return JsonNodeFactory.instance
        .objectNode()
        .put("reason", why.isEmpty() ? by : by + ": " + why)
        .put("undo", undo);
  }

  private static Map<String, String> details(String reason, boolean undo) {
    var details = new LinkedHashMap<String, String>();
    details.put("reason", cut(reason));
    details.put("undo", String.valueOf(undo));
    return details;
  }

  private static void describe(RunQuery filter, Map<String, String> details) {
    if (filter.flow() != null) details.put("flow", filter.flow().value());
    if (filter.environment() != null) details.put("environment", filter.environment().id());
    if (filter.status() != null) details.put("status", filter.status().name());
    if (filter.from() != null) details.put("from", filter.from().toString());
    if (filter.until() != null) details.put("until", filter.until().toString());
    if (filter.text() != null) details.put("text", filter.text());
  }

  private static String cut(String reason) {
    return TextRules.cut(TextRules.text("reason", reason).strip(), LONGEST_REASON);
  }
}
