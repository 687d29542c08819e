package io.interline.ui.canvas;

import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.component.react.ReactAdapterComponent;
import com.vaadin.flow.shared.Registration;
import io.interline.audit.EdgeJson;
import io.interline.connector.Catalog;
import io.interline.flow.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Draws a flow document. The document is the truth: the canvas changes nothing by itself, it says
/// what was asked for ([CanvasCommand]) and shows the document that it is given next.
///
/// A new canvas is read-only; it then suits the page of a run:
///
/// ```java
/// var canvas = new FlowCanvas(catalog);
/// canvas.setDocument(run.document());
/// canvas.setStates(states);
/// canvas.onSelect(step -> show(step));
/// ```
@Tag("interline-flow-canvas")
@JsModule("./interline/flow-canvas.tsx")
@NpmPackage(value = "@xyflow/react", version = "12.12.1")
public final class FlowCanvas extends ReactAdapterComponent implements HasSize, HasStyle {

  private static final JsonMapper JSON = EdgeJson.mapper();

  private final StepFace faces;
  private final transient List<Consumer<CanvasCommand>> listeners = new ArrayList<>();
  private @Nullable JsonNode document;
  private @Nullable CanvasGraph shown;
  private boolean readOnly = true;
  private int request;
  private final Set<String> folded = new HashSet<>();

  /// Cards say what the references say.
  public FlowCanvas() {
    this(StepFace.plain());
  }

  /// Cards say what the catalogue says.
  public FlowCanvas(Catalog catalog) {
    this(StepFace.of(catalog));
  }

  private FlowCanvas(StepFace faces) {
    this.faces = faces;
    setSizeFull();
    setState("readOnly", true);
    getElement()
        .addEventListener(
            "canvas-command", event -> dispatch(event.getEventData().get("event.detail")))
        .addEventDetail();
  }

  /// Shows a flow document; JSON text.
  ///
  /// @throws tools.jackson.core.JacksonException when it is no JSON
  public void setDocument(String json) {
    setDocument(JSON.readTree(json));
  }

  /// Shows a flow document.
  public void setDocument(JsonNode newDocument) {
    document = newDocument;
    draw();
  }

  private void draw() {
    if (document == null) return;
    var graph = CanvasLayout.of(document, faces, !readOnly, Set.copyOf(folded));
    if (graph.equals(shown)) return;
    shown = graph;
    setState("graph", graph);
  }

  /// Whether the document is only looked at. A new canvas is read-only.
  public void setReadOnly(boolean readOnly) {
    this.readOnly = readOnly;
    setState("readOnly", readOnly);
    draw();
  }

  /// States of the steps of a run by step id; steps left out show none. The trigger has one too.
  public void setStates(Map<String, StepState> states) {
    setState("states", states);
  }

  /// Marks steps that have problems.
  public void setProblems(List<Problem> problems) {
    var marks = new LinkedHashMap<String, Mark>();
    for (var problem : problems) {
      var step = problem.step();
      if (step == null) continue;
      var error = problem.severity() == Problem.Severity.ERROR;
      marks.merge(
          step,
          new Mark(error ? "error" : "warning", problem.message(), 1),
          (a, b) ->
              new Mark(
                  a.severity().equals("error") ? "error" : b.severity(),
                  a.text() + "\n" + b.text(),
                  a.count() + 1));
    }
    setState("problems", marks);
  }

  private record Mark(String severity, String text, int count) {}

  /// What the `+` on a wire offers.
  public void setPalette(List<PaletteItem> items) {
    setState("palette", items);
  }

  /// Selects steps without telling the listeners.
  public void select(List<String> steps) {
    setState("selection", new Selection(steps, ++request));
  }

  /// With a number, as the same steps may be selected again after others were at the canvas.
  private record Selection(List<String> steps, int request) {}

  /// Selects a step and brings it into view.
  public void show(String step) {
    if (unfoldAround(step)) draw();
    select(List.of(step));
    setState("show", new Show(step, ++request));
  }

  /// Opens the blocks that hide a step.
  private boolean unfoldAround(String step) {
    return document != null
        && !folded.isEmpty()
        && (unfoldAround(document.path("steps"), step)
            | unfoldAround(document.path("onError"), step));
  }

  private boolean unfoldAround(JsonNode steps, String wanted) {
    for (var step : steps) {
      for (var lane : StepKind.lanes(step)) {
        if (!holds(lane.steps(), wanted)) continue;
        boolean opened = folded.remove(step.path("id").asString(""));
        return unfoldAround(lane.steps(), wanted) | opened;
      }
    }
    return false;
  }

  private static boolean holds(JsonNode steps, String wanted) {
    for (var step : steps) {
      if (step.path("id").asString("").equals(wanted)) return true;
      for (var lane : StepKind.lanes(step)) if (holds(lane.steps(), wanted)) return true;
    }
    return false;
  }

  private record Show(String step, int request) {}

  /// Opens the palette at a place.
  public void openPalette(String anchor) {
    setState("openPalette", new Show(anchor, ++request));
  }

  /// All that is asked for at the canvas.
  public Registration onCommand(Consumer<CanvasCommand> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Called with the id of the step selected, or null when none is.
  public Registration onSelect(Consumer<@Nullable String> listener) {
    return onCommand(
        command -> {
          if (command instanceof CanvasCommand.Select(var steps))
            listener.accept(steps.isEmpty() ? null : steps.getLast());
        });
  }

  /// Does as if the browser had sent a command; for tests without a browser.
  void dispatch(JsonNode detail) {
    var command = CanvasCommand.read(Objects.requireNonNull(detail));
    if (command instanceof CanvasCommand.Fold(var step)) {
      if (!folded.remove(step)) folded.add(step);
      draw();
      return;
    }
    if (readOnly && !(command instanceof CanvasCommand.Select)) return;
    for (var listener : List.copyOf(listeners)) listener.accept(command);
  }
}
