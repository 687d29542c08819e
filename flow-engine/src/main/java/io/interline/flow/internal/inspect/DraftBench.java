package io.interline.flow.internal.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.audit.AuditObject;
import io.interline.connector.Operations;
import io.interline.flow.TestBench;
import io.interline.flow.definition.FlowDocuments;
import io.interline.flow.internal.execute.StepRunner;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.message.MessageRefused;
import io.interline.flow.internal.plan.Expressions;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.PlanCompiler;
import io.interline.tenant.AccessControl;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Tries drafts with the core, the expressions and the operations that real runs use, and keeps
/// nothing.
@Service
class DraftBench implements TestBench, DisposableBean {

  private final AccessControl access;
  private final AuditTrail trail;
  private final TransactionTemplate transactions;
  private final MessageReader messages;
  private final PlanCompiler compiler;
  private final StepRunner steps;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final RunningTests running = new RunningTests();

  DraftBench(
      AccessControl access,
      AuditTrail trail,
      TransactionTemplate transactions,
      MessageReader messages,
      Operations operations,
      Expressions expressions,
      StepRunner steps,
      Clock clock,
      Supplier<UUID> ids) {
    this.access = access;
    this.trail = trail;
    this.transactions = transactions;
    this.messages = messages;
    this.compiler = new PlanCompiler(operations, new CarefulExpressions(expressions));
    this.steps = steps;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Test start(String document, String sample, @Nullable String upToStep) {
    var flow = FlowDocuments.read(document).orThrow();
    var object = AuditObject.of("flow", flow.id());
    transactions.executeWithoutResult(
        _ -> {
          access.require(Permission.FLOW_EDIT, object);
          trail.succeeded("run.test", object, Map.of());
        });
    JsonNode message = read(sample, "sample");
    Plan plan;
    try {
      plan = compiler.compile(flow);
    } catch (IllegalArgumentException e) {
      return new Over(TestRun.ended(String.valueOf(e.getMessage()), List.of()));
    }
    int bytes = sample.getBytes(StandardCharsets.UTF_8).length;
    return running.start(new Rehearsal(plan, message, bytes, steps, clock), ids.get(), upToStep);
  }

  /// A test that could not begin.
  private record Over(TestRun now) implements Test {
    @Override
    public void stop() {}
  }

  @Override
  public Preview preview(String source, Language language, String context) {
    transactions.executeWithoutResult(
        _ -> access.require(Permission.FLOW_VIEW, AuditObject.of("flow", "*")));
    var seen = read(context, "context");
    return new ExpressionPreview(seen).of(source, language);
  }

  @Override
  public void destroy() {
    running.stop();
  }

  private JsonNode read(String json, String what) {
    try {
      return messages.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (MessageRefused e) {
      throw new DomainException(
          Kind.INVALID, what + "-malformed", "The " + what + " is not usable: " + e.getMessage());
    }
  }
}
