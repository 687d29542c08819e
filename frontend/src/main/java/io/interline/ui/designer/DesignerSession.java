package io.interline.ui.designer;

import com.vaadin.flow.shared.Registration;
import io.interline.connector.Catalog;
import io.interline.connector.Connections;
import io.interline.flow.Deployments;
import io.interline.flow.FlowId;
import io.interline.flow.Flows;
import io.interline.flow.Flows.Draft;
import io.interline.flow.Problem;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.TestBench;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.ui.elements.Attempt;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One person's work on a flow's draft: the document with its history, what is wrong with it, the
/// sample and its results. Every edit is saved at once; an edit that cannot be saved is kept here
/// and said. For one thread at a time.
final class DesignerSession {

  private static final int LONGEST_KEPT_SAMPLE = 200_000;

  /// What the designer works with.
  record Services(
      Catalog catalog,
      Flows flows,
      Deployments deployments,
      TestBench bench,
      Runs runs,
      Connections connections,
      Clock clock) {}

  /// Who made a change: a form does not draw itself anew while it is typed into.
  enum Origin {
    FORM,
    ELSEWHERE
  }

  /// How the draft stands.
  sealed interface SaveState {
    record Saved(Instant at, String by) implements SaveState {}

    /// Somebody else saved in between.
    record Conflict(String message) implements SaveState {}

    record NotSaved(String message) implements SaveState {}
  }

  /// Told of changes.
  interface Listener {
    default void documentChanged(Origin origin) {}

    default void saveStateChanged() {}

    /// A test began, went on or ended, or the results of another one are shown.
    default void tested() {}
  }

  private final Services services;
  private final FlowId flow;
  private final boolean editable;
  private final SampleData sample;
  private final List<Listener> listeners = new ArrayList<>();
  private EditHistory history;
  private String etag;
  private SaveState saveState;
  private List<Problem> problems;
  private @Nullable ObjectNode published;

  // The test that runs, and the renames since it began: it says the names of then.
  private TestBench.@Nullable Test running;
  private final List<Edit.RenameStep> renames = new ArrayList<>();

  DesignerSession(Services services, Draft draft, boolean editable) {
    this.services = services;
    this.flow = draft.id();
    this.editable = editable;
    this.history = new EditHistory(DocumentJson.readObject(draft.document()));
    this.etag = draft.etag();
    this.problems = draft.problems();
    this.saveState = new SaveState.Saved(draft.savedAt(), draft.savedBy());
    this.sample =
        new SampleData(services.bench(), FirstSample.of(draft, services.flows()::templates));
    readPublished();
  }

  /// @return ends the telling
  Registration listen(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  Services services() {
    return services;
  }

  FlowId flow() {
    return flow;
  }

  boolean editable() {
    return editable;
  }

  /// Not to be changed.
  ObjectNode document() {
    return history.document();
  }

  SampleData sample() {
    return sample;
  }

  /// What is wrong; that of the trigger names the trigger as its step.
  List<Problem> problems() {
    var trigger = DocumentTree.triggerId(document());
    return problems.stream()
        .map(
            p ->
                p.step() == null && (p.pointer() + "/").startsWith("/trigger/")
                    ? new Problem(
                        p.code(), p.pointer(), trigger, p.severity(), p.message(), p.fix())
                    : p)
        .toList();
  }

  SaveState saveState() {
    return saveState;
  }

  String etag() {
    return etag;
  }

  Optional<String> undoable() {
    return history.undoable();
  }

  Optional<String> redoable() {
    return history.redoable();
  }

  /// Changes the document and saves it.
  ///
  /// @throws IllegalArgumentException when the edit cannot be made; the message is for the reader
  void edit(Edit edit, Origin origin) {
    if (!editable) return;
    if (!history.apply(edit, services.clock().instant())) return;
    if (edit instanceof Edit.RenameStep rename) {
      sample.renamed(rename.from(), rename.to());
      renames.add(rename);
    }
    changed(origin);
  }

  void undo() {
    if (editable && history.undo()) changed(Origin.ELSEWHERE);
  }

  void redo() {
    if (editable && history.redo()) changed(Origin.ELSEWHERE);
  }

  private void changed(Origin origin) {
    save();
    for (var listener : List.copyOf(listeners)) listener.documentChanged(origin);
  }

  /// Saves the draft and takes what is wrong with it.
  void save() {
    if (!editable) return;
    try {
      take(services.flows().save(flow, etag, DocumentJson.write(document())));
    } catch (DomainException refusal) {
      var message = String.valueOf(refusal.getMessage());
      saveState =
          refusal.code().equals("draft-changed")
              ? new SaveState.Conflict(message)
              : new SaveState.NotSaved(message);
    }
    for (var listener : List.copyOf(listeners)) listener.saveStateChanged();
  }

  private void take(Draft draft) {
    etag = draft.etag();
    problems = draft.problems();
    saveState = new SaveState.Saved(draft.savedAt(), draft.savedBy());
  }

  /// Takes what somebody else saved; one's own document is one undo away.
  void loadTheirs() {
    var theirs = services.flows().draft(flow);
    history.apply(
        new Edit.ReplaceDocument(DocumentJson.readObject(theirs.document())),
        services.clock().instant());
    take(theirs);
    for (var listener : List.copyOf(listeners)) {
      listener.saveStateChanged();
      listener.documentChanged(Origin.ELSEWHERE);
    }
  }

  /// Keeps one's own document as a flow of its own.
  ///
  /// @return the new flow
  FlowId keepMineAsCopy() {
    var copy = document().deepCopy();
    var id = flow.value().length() > 50 ? flow.value().substring(0, 50) : flow.value();
    copy.put("id", id + "-copy-" + Long.toString(services.clock().millis(), 36));
    copy.put("title", copy.path("title").asString("Flow") + " (my copy)");
    return services.flows().importDocument(DocumentJson.write(copy)).id();
  }

  /// Takes another sample and keeps it with the flow's layout.
  void sample(String text) {
    boolean ofAnother = testing() && !text.equals(sample.text());
    if (ofAnother) leaveTest();
    sample.text(text);
    if (ofAnother) for (var listener : List.copyOf(listeners)) listener.tested();
    if (!editable || text.length() > LONGEST_KEPT_SAMPLE) return;
    var layout = JsonNodeFactory.instance.objectNode().put("sample", text);
    try {
      services.flows().saveLayout(flow, DocumentJson.write(layout));
    } catch (DomainException refusal) {
      // The sample is a convenience: it stays in this session, and is kept with its next change.
    }
  }

  /// Starts a run of the document on the sample, unless one goes on.
  ///
  /// @param upTo last step to run; absent for all
  void test(@Nullable String upTo) {
    if (testing()) return;
    running = services.bench().start(DocumentJson.write(document()), sample.text(), upTo);
    renames.clear();
    followTest();
  }

  /// Whether a test goes on.
  boolean testing() {
    return running != null;
  }

  /// Ends the test that goes on, if any.
  void stopTest() {
    if (running == null) return;
    running.stop();
    followTest();
  }

  /// Ends the test that goes on, if any, whose result nobody wants any more.
  void leaveTest() {
    if (running != null) running.stop();
    running = null;
  }

  /// Takes what the test did since it was looked at last.
  ///
  /// @return whether it is over
  boolean followTest() {
    if (running == null) return true;
    var run = running.now();
    if (sample.lastRun().orElse(null) == run) return false;
    if (!run.running()) running = null;
    sample.tested(run);
    for (var rename : renames) sample.renamed(rename.from(), rename.to());
    for (var listener : List.copyOf(listeners)) listener.tested();
    return !testing();
  }

  /// Takes the message of a run as the sample, and what its steps did as the results. What is kept
  /// with the flow stays as it is: the data of a run is not written into it.
  ///
  /// @throws DomainException when there is no such run of this flow, or its message is not kept
  void open(RunId id) {
    var run = services.runs().get(id);
    if (!run.summary().flow().equals(flow))
      throw new DomainException(
          DomainException.Kind.NOT_FOUND,
          "run-of-another-flow",
          "Run " + id + " is of the flow '" + run.summary().flowTitle() + "', not of this one.");
    leaveTest();
    sample.opened(run);
    for (var listener : List.copyOf(listeners)) listener.tested();
  }

  /// Evaluates on what a step sees; a refusal of the hub is an error in the preview.
  TestBench.Preview preview(String source, TestBench.Language language, @Nullable String step) {
    try {
      var context = sample.contextFor(document(), step);
      return services.bench().preview(source, language, DocumentJson.write(context));
    } catch (DomainException refusal) {
      return new TestBench.Preview(null, refusal.getMessage(), 0, 0, 0);
    }
  }

  /// A field of a step or of the trigger as it is now; missing when the step is gone.
  JsonNode at(String id, String field) {
    return document().at(pointerOf(id) + field);
  }

  /// The connections that the flow names, and that an environment does not have, by alias.
  List<String> missingConnections(Environment environment) {
    var missing = new TreeSet<String>();
    for (var step : DocumentTree.steps(document()))
      if (step.step().path("connection").isString())
        missing.add(step.step().path("connection").asString());
    var named = document().at("/trigger/with/connection");
    if (named.isString()) missing.add(named.asString());
    for (var connection : services.connections().list())
      if (connection.environment() == environment) missing.remove(connection.alias());
    return List.copyOf(missing);
  }

  /// Reads anew what the latest version is.
  void readPublished() {
    published = Attempt.reading(this::latest, Optional.<ObjectNode>empty()).orElse(null);
  }

  private Optional<ObjectNode> latest() {
    int latest = services.flows().get(flow).latestVersion();
    if (latest == 0) return Optional.empty();
    return Optional.of(DocumentJson.readObject(services.flows().version(flow, latest).document()));
  }

  /// Whether the draft says something else than the latest version.
  boolean hasUnpublishedChanges() {
    return published != null && !published.equals(document());
  }

  /// Pointer of a step or of the trigger.
  String pointerOf(String id) {
    if (DocumentTree.triggerId(document()).equals(id)) return "/trigger";
    return DocumentTree.find(document(), id).map(DocumentTree.Located::pointer).orElse("/gone");
  }

  /// Sets a field from a form; null removes it.
  void set(String id, String field, @Nullable JsonNode value) {
    var pointer = pointerOf(id);
    if (!pointer.equals("/gone")) edit(new Edit.SetField(pointer + field, value), Origin.FORM);
  }
}
