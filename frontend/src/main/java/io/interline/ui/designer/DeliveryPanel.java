package io.interline.ui.designer;

import com.vaadin.flow.component.checkbox.Checkbox;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Of a trigger: messages that come twice, and messages that must run one after another.
final class DeliveryPanel extends DocumentForm {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Map<String, String> WHEN_DEAD = new LinkedHashMap<>();

  static {
    WHEN_DEAD.put("go-on", "The next message of the key goes on");
    WHEN_DEAD.put("block", "The key waits until it is replayed or discarded");
  }

  private final DesignerSession session;
  private final String trigger;
  private final DocumentForm same = new DocumentForm();
  private final DocumentForm ordered = new DocumentForm();
  private String drawn = "";

  DeliveryPanel(DesignerSession session, String trigger) {
    this.session = session;
    this.trigger = trigger;
    var fields = new StepFields(session, trigger, this);
    add(
        fields.part(
            "Leave out messages that came before",
            "dedupe",
            "/dedupe",
            NODES.objectNode().put("key", ""),
            on -> draw()),
        same,
        orderBox(),
        ordered);
    draw();
    follow(
        () -> {
          if (!drawn.equals(parts())) draw();
          else {
            same.refresh();
            ordered.refresh();
          }
        });
  }

  /// Whether any of it is used.
  boolean isUsed() {
    return !parts().equals("false false");
  }

  private JsonNode at(String field) {
    return session.at(trigger, field);
  }

  private String parts() {
    return !at("/dedupe").isMissingNode() + " " + !at("/order").isMissingNode();
  }

  /// `order` may be written as its key alone; here it becomes an object.
  private Checkbox orderBox() {
    var fields = new StepFields(session, trigger, this);
    if (session.editable() && at("/order").isString())
      session.set(trigger, "/order", NODES.objectNode().set("key", at("/order")));
    return fields.part(
        "One after another, for each key",
        "order",
        "/order",
        NODES.objectNode().put("key", ""),
        on -> draw());
  }

  private void draw() {
    drawn = parts();
    same.removeAll();
    ordered.removeAll();
    if (!at("/dedupe").isMissingNode()) {
      var fields = new StepFields(session, trigger, same);
      var key = ExpressionField.value(session, trigger, "Key", "." + trigger + ".orderId");
      same.add(
          fields
              .bind(key, "dedupe-key", "/dedupe/key", true)
              .help(
                  "Messages with the same key are the same message; the later ones start no run."),
          fields
              .duration("Remembered for", "dedupe-window", "/dedupe/window", "7 d")
              .help("At most 31 d."));
    }
    if (!at("/order").isMissingNode()) {
      var fields = new StepFields(session, trigger, ordered);
      var key = ExpressionField.value(session, trigger, "Key", "." + trigger + ".customer.id");
      ordered.add(
          fields
              .bind(key, "order-key", "/order/key", true)
              .help(
                  "Messages with the same key run in the order in which they came, one at a time. One"
                      + " without a key waits for none."),
          fields.choice(
              "When one becomes a dead letter", "order-on-dead", "/order/onDead", WHEN_DEAD));
    }
  }
}
