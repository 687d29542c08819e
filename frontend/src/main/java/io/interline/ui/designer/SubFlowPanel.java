package io.interline.ui.designer;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.interline.flow.FlowId;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.Flows.Version;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Which flow is called, with what message, and whether its end is waited for.
final class SubFlowPanel extends DocumentForm {

  private static final String LATEST = "latest";
  private static final Map<String, String> MODES = new LinkedHashMap<>();

  static {
    MODES.put("wait", "Waits for its end, and takes its result");
    MODES.put("start", "Starts it, and goes on at once");
  }

  private final DesignerSession session;
  private final String step;
  private final Select<String> flows = new Select<>();
  private final Select<String> versions = new Select<>();
  private final Div schema = new Div();
  private final Map<String, String> titles = new LinkedHashMap<>();
  private String drawn = "";

  SubFlowPanel(DesignerSession session, String step) {
    this.session = session;
    this.step = step;
    for (var flow : Attempt.reading(session.services().flows()::list, List.<FlowSummary>of()))
      titles.put(flow.id().value(), flow.title());
    var pair = new Div(flowField(), versionField());
    pair.addClassName("ild-flow-pair");
    var fields = new StepFields(session, step, this);
    var message =
        fields
            .json("Message", "flow-with", "/with", "{ \"order\": \"${.order}\" }", null)
            .help("What the flow is given: one expression, or an object with ${…} in its texts.");
    add(pair, message, schema, fields.choice("How", "flow-mode", "/mode", MODES));
    schema.setId("called-schema");
    show();
    follow(
        () -> {
          if (!drawn.equals(named())) show();
        });
  }

  private String named() {
    return session.at(step, "/flow").asString("");
  }

  private String flow() {
    return named().split("@", 2)[0];
  }

  private String version() {
    var parts = named().split("@", 2);
    return parts.length == 1 ? LATEST : parts[1];
  }

  private FieldRow flowField() {
    flows.setId("flow-id");
    flows.setAriaLabel("Flow");
    flows.setWidthFull();
    flows.setPlaceholder(titles.size() < 2 ? "No other flow yet" : "Choose a flow");
    flows.setReadOnly(!session.editable());
    flows.setItemLabelGenerator(this::words);
    flows.addValueChangeListener(
        change -> {
          if (!change.isFromClient() || change.getValue() == null) return;
          write(change.getValue(), LATEST);
          show();
        });
    return new FieldRow("Flow", flows);
  }

  private String words(String flow) {
    var title = titles.get(flow);
    if (title == null) return flow + " (there is none of that id)";
    return flow.equals(session.flow().value()) ? title + " (this flow)" : title;
  }

  private FieldRow versionField() {
    versions.setId("flow-version");
    versions.setAriaLabel("Version");
    versions.setWidthFull();
    versions.setReadOnly(!session.editable());
    versions.setItemLabelGenerator(v -> v.equals(LATEST) ? "The deployed one" : "Version " + v);
    versions.addValueChangeListener(
        change -> {
          if (!change.isFromClient() || change.getValue() == null) return;
          write(flow(), change.getValue());
          show();
        });
    return new FieldRow("Version", versions);
  }

  private void write(String flow, String version) {
    var named = version.equals(LATEST) ? flow : flow + "@" + version;
    session.set(step, "/flow", JsonNodeFactory.instance.stringNode(named));
  }

  private void show() {
    drawn = named();
    var flow = flow();
    var known = new ArrayList<>(titles.keySet());
    if (!flow.isEmpty() && !known.contains(flow)) known.addFirst(flow);
    flows.setItems(known);
    flows.setValue(flow.isEmpty() ? null : flow);
    var numbers = new ArrayList<String>();
    numbers.add(LATEST);
    for (var each : published(flow)) numbers.add(String.valueOf(each.number()));
    if (!numbers.contains(version())) numbers.add(version());
    versions.setItems(numbers);
    versions.setValue(version());
    schema.removeAll();
    schemaOf(flow, version()).ifPresent(this::showSchema);
  }

  private List<Version> published(String flow) {
    if (!titles.containsKey(flow)) return List.of();
    return Attempt.reading(
        () -> session.services().flows().versions(new FlowId(flow)), List.<Version>of());
  }

  private void showSchema(JsonNode what) {
    var box = new Div(new JsonText(DocumentJson.write(what)));
    box.addClassName("ild-json");
    var details = new Details("What the flow takes", box);
    details.setOpened(true);
    schema.add(details);
  }

  /// The message schema of the flow that is called; of its newest version for the deployed one.
  private Optional<JsonNode> schemaOf(String flow, String version) {
    var numbers = published(flow);
    if (numbers.isEmpty()) return Optional.empty();
    var number =
        version.matches("\\d{1,9}") ? Integer.parseInt(version) : numbers.getFirst().number();
    var document =
        Attempt.reading(
            () -> session.services().flows().version(new FlowId(flow), number).document(), "{}");
    try {
      return Optional.of(DocumentJson.read(document).at("/trigger/schema"))
          .filter(JsonNode::isObject);
    } catch (JacksonException wrong) {
      return Optional.empty();
    }
  }
}
