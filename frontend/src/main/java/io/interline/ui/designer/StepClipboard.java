package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.server.VaadinSession;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Steps as document text, in the browser's clipboard and, for browsers that keep theirs closed, in
/// the session.
final class StepClipboard {

  private static final String KEPT = "interline.steps";

  private static final String COPY =
      """
      if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText($0).catch(() => {});
      """;

  private StepClipboard() {}

  /// Copies steps, outermost ones with all inside them.
  static void copy(JsonNode document, List<String> ids, Component component) {
    var steps = JsonNodeFactory.instance.arrayNode();
    for (var step : DocumentEdits.outermost(document, ids)) steps.add(step.step());
    var text = DocumentJson.pretty(JsonNodeFactory.instance.objectNode().set("steps", steps));
    var session = VaadinSession.getCurrent();
    if (session != null) session.setAttribute(KEPT, text);
    component.getElement().executeJs(COPY, text);
  }

  /// Steps out of a text; out of the session when the text holds none. A connection that the flow's
  /// tenant does not have shows up as a problem.
  static List<ObjectNode> paste(String text) {
    var steps = read(text);
    if (!steps.isEmpty()) return steps;
    var session = VaadinSession.getCurrent();
    var kept = session == null ? null : (String) session.getAttribute(KEPT);
    return read(kept);
  }

  private static List<ObjectNode> read(@Nullable String text) {
    if (text == null || text.isBlank()) return List.of();
    JsonNode node;
    try {
      node = DocumentJson.read(text);
    } catch (JacksonException other) {
      return List.of();
    }
    var list = node.isArray() ? node : node.has("steps") ? node.path("steps") : null;
    if (list == null)
      return node instanceof ObjectNode step && step.has("id") ? List.of(step) : List.of();
    return list.values().stream()
        .filter(s -> s.isObject() && s.has("id"))
        .map(ObjectNode.class::cast)
        .toList();
  }
}
