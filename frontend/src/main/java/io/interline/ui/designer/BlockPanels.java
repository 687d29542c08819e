package io.interline.ui.designer;

import com.vaadin.flow.component.html.Div;
import io.interline.ui.elements.Note;
import tools.jackson.databind.node.JsonNodeFactory;

/// The "Set up" of loops, of scopes that catch failures, and of answers.
final class BlockPanels {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final DesignerSession session;

  BlockPanels(DesignerSession session) {
    this.session = session;
  }

  DocumentForm forEach(String step) {
    var form = new DocumentForm();
    var fields = new StepFields(session, step, form);
    var items = ExpressionField.items(session, step, "For each of", ".order.lines");
    form.add(
        fields
            .bind(items, "for-each", "/forEach", true)
            .help(
                "An expression that gives a list. Inside, ."
                    + step
                    + ".item is the item and ."
                    + step
                    + ".index its number, from 0."));
    var pair =
        new Div(
            fields.whole("At once", "concurrency", "/concurrency", 1, 1, 100, false),
            fields.whole(
                "Items that may fail", "max-failures", "/maxFailures", 0, 0, 1_000_000, false));
    pair.addClassName("ild-halves");
    form.add(
        pair,
        StepPanels.hint(
            "One more failure than that fails the block. Later steps find ."
                + step
                + ".results, one for each item, null for one that failed; ."
                + step
                + ".failed, how many did; and ."
                + step
                + ".errors."));
    return form;
  }

  DocumentForm repeat(String step) {
    var form = new DocumentForm();
    var fields = new StepFields(session, step, form);
    var until = ExpressionField.condition(session, step, "Until");
    form.add(
        fields
            .bind(until, "repeat-until", "/repeat/until", false)
            .aside("optional")
            .help(
                "Looked at after each turn. ."
                    + step
                    + ".last is what the turn put out, that of its last step; ."
                    + step
                    + ".index its number, from 0. Left empty, all turns are made."),
        fields
            .whole("Turns at most", "repeat-max", "/repeat/max", 10, 1, 10_000, true)
            .help("When the condition does not hold by then, the block fails."));
    return form;
  }

  DocumentForm guard(String step) {
    var form = new DocumentForm();
    var fields = new StepFields(session, step, form);
    form.add(
        fields.part("Catch failures", "catch", "/catch", NODES.arrayNode(), on -> {}),
        StepPanels.hint(
            "When a step inside fails for good, what it did is undone, then the steps of “if it"
                + " fails” run, and the flow goes on. They find .error.step, .error.kind and"
                + " .error.message."),
        fields.part("Steps in the end", "finally", "/finally", NODES.arrayNode(), on -> {}),
        StepPanels.hint(
            "They run however it came, also before a failure goes on. Taking a part away takes its"
                + " steps along; undo brings them back."));
    return form;
  }

  DocumentForm respond(String step) {
    var form = new DocumentForm();
    var fields = new StepFields(session, step, form);
    var warning =
        Note.warning("Nobody waits for this answer: the flow does not start by a webhook.");
    warning.setId("respond-nobody");
    Runnable look =
        () ->
            warning.setVisible(
                !session.document().at("/trigger/use").asString("").startsWith("webhook@"));
    look.run();
    form.follow(look);
    var status = ExpressionField.text(session, step, "Status", false, "200");
    status.withId("respond-status").help("200 to 599, or an expression.");
    status.text(session.at(step, "/respond/status").asString("200"));
    status.onChange(
        text -> {
          var number = text.strip();
          session.set(
              step,
              "/respond/status",
              number.matches("\\d{1,9}")
                  ? NODES.numberNode(Integer.parseInt(number))
                  : NODES.stringNode(text));
        });
    form.follow(() -> status.refresh(session.at(step, "/respond/status").asString("200")));
    var headers = new NamedTexts(session, step, "Headers", session.at(step, "/respond/headers"));
    headers.setId("respond-headers");
    headers.onChange(
        changed -> session.set(step, "/respond/headers", changed.isEmpty() ? null : changed));
    form.follow(() -> headers.follow(session.at(step, "/respond/headers")));
    form.add(
        warning,
        StepPanels.hint(
            "The caller waits for this answer, for 30 s at most; then it is told that the message is"
                + " kept. Only the first answer counts, and the flow goes on after it."),
        status,
        new FieldRow("Headers", headers),
        fields.json(
            "Body",
            "respond-body",
            "/respond/body",
            "{ \"number\": \"${.erp.body.id}\" }",
            new JsonField.ContentType("/respond/headers", "Content-Type")));
    return form;
  }
}
