package io.interline.flow.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.Catalog;
import io.interline.connector.Catalog.Kind;
import io.interline.connector.Catalog.OperationInfo;
import io.interline.connector.Cron;
import io.interline.connector.MalformedCron;
import io.interline.connector.OperationRef;
import io.interline.connector.Operations;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Trigger.Timetable;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Fix;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.FlowDocument.Trigger;
import io.interline.flow.definition.Names;
import io.interline.flow.definition.Step;
import io.interline.flow.internal.check.Outline.Placed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Whether the operations that a document uses are there, and their inputs fit.
@Component
class OperationCheck {

  private static final JsonPointer TRIGGER = JsonPointer.compile("/trigger");

  private final Catalog catalog;
  private final Operations operations;
  private final OperationSchemas schemas;
  private final Clock clock;

  OperationCheck(Catalog catalog, Operations operations, OperationSchemas schemas, Clock clock) {
    this.catalog = catalog;
    this.operations = operations;
    this.schemas = schemas;
    this.clock = clock;
  }

  void trigger(Trigger trigger, List<Problem> problems) {
    var operation = operation(trigger.use(), TRIGGER, null, false, problems);
    if (operation == null) return;
    int before = problems.size();
    input(trigger.use(), trigger.with(), TRIGGER.appendProperty("with"), null, problems);
    if (problems.size() > before) return;
    try {
      switch (operation.kind()) {
        case WEBHOOK_TRIGGER -> operations.webhook(trigger.use(), trigger.with());
        case SCHEDULE_TRIGGER ->
            everFires(operations.timetable(trigger.use(), trigger.with()), problems);
        case POLLING_TRIGGER -> operations.poll(trigger.use(), trigger.with());
        case STREAM_TRIGGER -> operations.stream(trigger.use(), trigger.with());
        case ACTION -> throw new IllegalStateException("an action was taken for a trigger");
      }
    } catch (ConnectorException e) {
      problems.add(Problem.error("input-wrong", TRIGGER.appendProperty("with"), null, said(e)));
    }
  }

  /// 30 February is a well-formed day: it deploys, and whoever deploys it is told.
  private void everFires(Timetable timetable, List<Problem> problems) {
    try {
      if (Cron.parse(timetable.cron()).after(clock.instant(), timetable.zone()) != null) return;
    } catch (MalformedCron e) {
      throw new IllegalStateException("a trigger gave a timetable that is none", e);
    }
    problems.add(
        Problem.warning(
            "schedule-never-fires",
            TRIGGER.appendProperty("with"),
            null,
            "The schedule never fires: no day is left that its cron expression names. Change it."));
  }

  void step(Placed placed, Step.Use step, List<Problem> problems) {
    var operation = operation(step.use(), placed.at(), step.id(), true, problems);
    if (operation == null) return;
    connection(operation, placed, step, problems);
    int before = problems.size();
    var at = placed.at().appendProperty("with");
    input(step.use(), step.with(), at, step.id(), problems);
    new JsonTextCheck(step.id(), problems)
        .call(step.with(), schemas.input(step.use()).orElseThrow(), at);
    if (problems.size() > before || hasExpression(step.with())) return;
    try {
      operations.action(step.use()).bind(step.with());
    } catch (ConnectorException e) {
      problems.add(Problem.error("input-wrong", at, step.id(), said(e)));
    }
  }

  /// Schemas of what expressions see, by the ids of the trigger and the steps, as far as they are
  /// known.
  Map<String, JsonNode> outputs(FlowDocument document, Outline outline) {
    var outputs = new HashMap<String, JsonNode>();
    for (var placed : outline.steps())
      if (placed.step() instanceof Step.Use use)
        schemas.output(use.use()).ifPresent(schema -> outputs.put(use.id(), schema));
    var trigger = document.trigger();
    if (trigger.schema() != null) outputs.put(trigger.id(), trigger.schema());
    return outputs;
  }

  private @Nullable OperationInfo operation(
      OperationRef ref,
      JsonPointer at,
      @Nullable String step,
      boolean action,
      List<Problem> problems) {
    var found = catalog.operation(ref).orElse(null);
    var there = at.appendProperty("use");
    if (found == null) {
      problems.add(unknown(ref, there, step, action));
      return null;
    }
    if ((found.kind() == Kind.ACTION) == action) return found;
    String message =
        action
            ? "'" + ref + "' starts flows; a step cannot use it. Take another operation."
            : "'"
                + ref
                + "' is for steps; it cannot start a flow. Take a webhook, a schedule or a poll.";
    problems.add(Problem.error("operation-misplaced", there, step, message));
    return null;
  }

  private Problem unknown(OperationRef ref, JsonPointer at, @Nullable String step, boolean action) {
    var fitting = new ArrayList<String>();
    for (var connector : catalog.connectors())
      for (var operation : connector.operations())
        if ((operation.kind() == Kind.ACTION) == action) fitting.add(operation.ref().toString());
    var meant = Names.closest(ref.toString(), fitting);
    return Problem.error(
            "operation-unknown",
            at,
            step,
            "There is no operation '"
                + ref
                + "'."
                + meant
                    .map(m -> " Did you mean '" + m + "'?")
                    .orElse(" There are: " + String.join(", ", fitting) + "."))
        .with(meant.map(m -> Fix.replace("Change to '" + m + "'", at, m)).orElse(null));
  }

  private static void connection(
      OperationInfo operation, Placed placed, Step.Use step, List<Problem> problems) {
    if (operation.needsConnection() && step.connection() == null)
      problems.add(
          Problem.error(
              "connection-missing",
              placed.at(),
              step.id(),
              "'" + operation.title() + "' needs a connection. Choose or make one."));
    if (!operation.needsConnection() && step.connection() != null) {
      var at = placed.at().appendProperty("connection");
      problems.add(
          Problem.warning(
                  "connection-unused",
                  at,
                  step.id(),
                  "'" + operation.title() + "' needs no connection; this one is not used.")
              .with(Fix.remove("Remove the connection", at)));
    }
  }

  private void input(
      OperationRef operation,
      JsonNode with,
      JsonPointer at,
      @Nullable String step,
      List<Problem> problems) {
    var schema = schemas.input(operation).orElseThrow();
    new InputCheck(step, step != null, problems).check(with, schema, at);
    new SecretCheck(step, problems).check(with, schema, at);
    new PathCheck(step, problems).check(with, schema, at);
  }

  private static boolean hasExpression(JsonNode value) {
    if (value.isTextual()) return value.textValue().contains("${");
    for (var child : value) if (hasExpression(child)) return true;
    return false;
  }

  private static String said(ConnectorException e) {
    String message = e.getMessage();
    return message == null ? "The operation does not take this input." : message;
  }
}
