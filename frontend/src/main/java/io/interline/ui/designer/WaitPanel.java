package io.interline.ui.designer;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.interline.tenant.Role;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a run waits for: a while, a time, an event or somebody's approval.
final class WaitPanel extends DocumentForm {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Map<String, String> KINDS = new LinkedHashMap<>();
  private static final Map<String, String> WHEN_OVER = new LinkedHashMap<>();
  private static final Map<String, String> WHEN_REJECTED = new LinkedHashMap<>();

  static {
    KINDS.put("duration", "A while");
    KINDS.put("until", "A date and time");
    KINDS.put("event", "An event");
    KINDS.put("approval", "An approval");
    WHEN_OVER.put("fail", "The step fails");
    WHEN_OVER.put("go-on", "The flow goes on; .timedOut is true");
    WHEN_REJECTED.put("fail", "The step fails");
    WHEN_REJECTED.put("go-on", "The flow goes on, and sees the decision");
  }

  private final DesignerSession session;
  private final String step;
  private final Select<String> kinds = new Select<>();
  private DocumentForm rest = new DocumentForm();
  private String drawn = "";

  WaitPanel(DesignerSession session, String step) {
    this.session = session;
    this.step = step;
    kinds.setId("wait-for");
    kinds.setItems(KINDS.keySet());
    kinds.setItemLabelGenerator(kind -> KINDS.getOrDefault(kind, kind));
    kinds.setAriaLabel("Waits for");
    kinds.setWidthFull();
    kinds.setReadOnly(!session.editable());
    kinds.setValue(kind());
    kinds.addValueChangeListener(
        change -> {
          if (!change.isFromClient() || change.getValue() == null) return;
          session.set(step, "/wait", first(change.getValue()));
          draw();
        });
    add(new FieldRow("Waits for", kinds), rest);
    draw();
    follow(
        () -> {
          if (kind().equals(drawn)) {
            rest.refresh();
            return;
          }
          kinds.setValue(kind());
          draw();
        });
  }

  private String kind() {
    var kind = session.at(step, "/wait/for").asString("duration");
    return KINDS.containsKey(kind) ? kind : "duration";
  }

  private static ObjectNode first(String kind) {
    var wait = NODES.objectNode().put("for", kind);
    return switch (kind) {
      case "duration" -> wait.put("duration", "PT5M");
      case "until" -> wait.put("time", "");
      case "event" -> wait.put("event", "").put("key", "");
      default -> wait;
    };
  }

  private void draw() {
    drawn = kind();
    var before = rest;
    rest = new DocumentForm();
    replace(before, rest);
    var fields = new StepFields(session, step, rest);
    switch (drawn) {
      case "until" ->
          rest.add(
              fields
                  .text("Until", "wait-time", "/wait/time", "${.order.shipAt}", true)
                  .help(
                      "A time with zone or offset, for example 2030-01-31T08:00:00+01:00. One that"
                          + " is over does not wait."));
      case "event" -> event(fields);
      case "approval" -> approval(fields);
      default -> rest.add(delay());
    }
  }

  /// A duration in plain words, or an expression.
  private ExpressionField delay() {
    var field = ExpressionField.text(session, step, "How long", false, "5 min");
    field
        .withId("wait-duration")
        .help("For example 30 s, 5 min or 2 d; or an expression that gives PT5M.");
    field.text(Durations.write(session.at(step, "/wait/duration").asString("")));
    field.onChange(
        text ->
            session.set(
                step,
                "/wait/duration",
                NODES.stringNode(Durations.read(text).map(Object::toString).orElse(text))));
    field.onChange(
        text -> {
          if (!text.contains("${") && Durations.read(text).isEmpty())
            field.row().wrong("That is no duration: write for example 30 s, 5 min or 2 d.");
        });
    rest.follow(
        () -> {
          var now = session.at(step, "/wait/duration").asString("");
          var typed = Durations.read(field.text()).map(Object::toString).orElse(field.text());
          if (typed.equals(now)) field.refresh();
          else field.refresh(Durations.write(now));
        });
    return field;
  }

  private void event(StepFields fields) {
    rest.add(
        fields
            .word("Event", "wait-event", "/wait/event", "payment.received")
            .help("Letters, digits, dots, dashes and underscores."),
        fields
            .text("Key", "wait-key", "/wait/key", "${.order.orderId}", true)
            .help(
                "Which of the events of that name: the one that says the same key. What comes with it"
                    + " is ."
                    + step
                    + "."));
    patience(fields);
  }

  private void approval(StepFields fields) {
    var roles = new CheckboxGroup<Role>();
    roles.setId("wait-roles");
    roles.setItems(Role.values());
    roles.setItemLabelGenerator(Role::name);
    roles.setAriaLabel("Who decides");
    roles.setReadOnly(!session.editable());
    roles.setValue(roles());
    roles.addValueChangeListener(
        change -> {
          if (!change.isFromClient()) return;
          var chosen = NODES.arrayNode();
          for (var role : Role.values())
            if (change.getValue().contains(role)) chosen.add(role.name());
          session.set(step, "/wait/roles", chosen.isEmpty() ? null : chosen);
        });
    rest.follow(() -> roles.setValue(roles()));
    rest.add(
        new FieldRow("Who decides", roles).help("Nobody chosen: everybody who may operate runs."),
        fields
            .lines("Message", "wait-message", "/wait/message", "Ship order ${.order.orderId}?")
            .help("What those who decide read."),
        fields
            .choice("When it is rejected", "wait-on-reject", "/wait/onReject", WHEN_REJECTED)
            .help("Later steps find ." + step + ".decision, .by, .at and .comment."));
    patience(fields);
  }

  private Set<Role> roles() {
    var chosen = new LinkedHashSet<Role>();
    for (var name : session.at(step, "/wait/roles"))
      Arrays.stream(Role.values())
          .filter(role -> role.name().equals(name.asString("")))
          .forEach(chosen::add);
    return chosen;
  }

  private void patience(StepFields fields) {
    var pair =
        new Div(
            fields.duration("At most", "wait-timeout", "/wait/timeout", "for ever"),
            fields.choice("When that is over", "wait-on-timeout", "/wait/onTimeout", WHEN_OVER));
    pair.addClassName("ild-halves");
    rest.add(pair);
  }
}
