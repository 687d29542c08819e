package io.interline.ui.designer;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.interline.flow.Flows;
import io.interline.flow.Flows.Version;
import io.interline.flow.Problem;
import io.interline.tenant.DomainException;
import io.interline.tenant.Environment;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Makes the draft a version and, if wished, live at once; then shows where messages go.
final class PublishDialog extends Dialog {

  private final DesignerSession session;
  private final Runnable published;
  private final TextArea note = new TextArea("What is new in this version?");
  private final Checkbox development = new Checkbox("Deploy to Development", true);
  private final Checkbox production = new Checkbox("Deploy to Production");
  private final Div said = new Div();

  /// @param published called after the draft has become a version
  PublishDialog(DesignerSession session, Runnable published) {
    this.session = session;
    this.published = published;
    setId("publish-dialog");
    setHeaderTitle("Publish");
    setWidth("min(560px, 94vw)");
    note.setId("publish-note");
    note.setPlaceholder("For colleagues, optional");
    note.setWidthFull();
    note.setMinHeight("72px");
    note.setMaxLength(500);
    development.setId("deploy-development");
    production.setId("deploy-production");
    said.addClassName("ild-form");
    add(StepPanels.form(intro(), note, development, production, said));
    getFooter()
        .add(
            Buttons.quiet("publish-cancel", "Cancel", this::close),
            Buttons.primary("publish-confirm", "Publish", this::publish));
    offer(development, Environment.DEVELOPMENT);
    offer(production, Environment.PRODUCTION);
    said.add(warnings(session.problems()));
    changes();
  }

  /// An environment that lacks a connection of the flow cannot be chosen, and says which.
  private void offer(Checkbox deploy, Environment environment) {
    var missing = Attempt.reading(() -> session.missingConnections(environment), List.<String>of());
    if (missing.isEmpty()) return;
    deploy.setValue(false);
    deploy.setEnabled(false);
    deploy.setHelperText(
        "Has no connection "
            + missing.stream().map(alias -> "'" + alias + "'").collect(Collectors.joining(", "))
            + " yet. Make it in Connections, then deploy the version from Versions.");
  }

  /// What the new version says otherwise than the one before it.
  private void changes() {
    var latest = latest();
    if (latest == null) return;
    var before = session.services().flows().version(session.flow(), latest.number()).document();
    var after = session.document().toString();
    int count = DocumentDifference.count(before, after);
    var details =
        new Details(
            count == 0
                ? "Nothing changed since version " + latest.number()
                : Figures.count(count, "change") + " since version " + latest.number(),
            new DocumentDifference(before, after));
    details.setId("publish-changes");
    details.setWidthFull();
    said.add(details);
  }

  private Span intro() {
    return StepPanels.hint(
        "A version never changes. Runs under way finish on the version on which they began.");
  }

  private static Div warnings(List<Problem> problems) {
    var box = new Div();
    box.addClassName("ild-form");
    var errors = problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
    if (!errors.isEmpty())
      box.add(
          Note.problem(
              errors.size() == 1
                  ? "One problem stands in the way: " + errors.getFirst().message()
                  : errors.size()
                      + " problems stand in the way; the first: "
                      + errors.getFirst().message()));
    return box;
  }

  private void publish() {
    said.removeAll();
    Version version;
    try {
      var text = note.getValue().strip();
      version =
          session
              .services()
              .flows()
              .publish(session.flow(), session.etag(), text.isEmpty() ? null : text);
    } catch (Flows.InvalidFlow invalid) {
      said.add(warnings(invalid.problems()));
      return;
    } catch (DomainException refusal) {
      if (!refusal.code().equals("nothing-to-publish") || latest() == null) {
        said.add(Note.problem(String.valueOf(refusal.getMessage())));
        return;
      }
      version = latest();
    }
    deploy(java.util.Objects.requireNonNull(version));
  }

  private @org.jspecify.annotations.Nullable Version latest() {
    var versions = session.services().flows().versions(session.flow());
    return versions.isEmpty() ? null : versions.getFirst();
  }

  private void deploy(Version version) {
    var wanted = new ArrayList<Environment>();
    if (development.getValue()) wanted.add(Environment.DEVELOPMENT);
    if (production.getValue()) wanted.add(Environment.PRODUCTION);
    var refused = new ArrayList<String>();
    var done = new ArrayList<String>();
    for (var environment : wanted) {
      try {
        session.services().deployments().deploy(session.flow(), version.number(), environment);
        done.add(WebhookAddresses.name(environment));
      } catch (DomainException refusal) {
        refused.add(WebhookAddresses.name(environment) + ": " + refusal.getMessage());
      }
    }
    published.run();
    showDone(version, done, refused);
  }

  private void showDone(Version version, List<String> done, List<String> refused) {
    removeAll();
    setHeaderTitle("Version " + version.number());
    var where =
        done.isEmpty()
            ? "It is deployed nowhere yet."
            : "It is live in " + String.join(" and ", done) + ".";
    var body =
        StepPanels.form(Note.success("Version " + version.number() + " is published. " + where));
    body.setId("published");
    for (var words : refused) body.add(Note.problem("Not deployed to " + words));
    var addresses = new WebhookAddresses(session);
    if (!done.isEmpty() && addresses.any()) body.add(addresses);
    add(body);
    getFooter().removeAll();
    getFooter().add(Buttons.primary("publish-done", "Done", this::close));
  }
}
