package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.Deployments.Deployment;
import io.interline.flow.Flows.Version;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.tenant.TenantScope;
import io.interline.ui.canvas.FlowCanvas;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.Segment;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import java.util.List;

/// The published versions: look at one, or at what it changed, take it back as the draft, make it
/// live.
final class VersionsDialog extends Dialog {

  private final DesignerSession session;
  private final Runnable deployed;
  private final Div list = new Div();
  private final Div view = new Div();
  private int chosen;
  private Show show = Show.CANVAS;

  /// How the chosen version is shown.
  private enum Show {
    CANVAS("Canvas"),
    BEFORE("Changes from the version before"),
    DRAFT("Changes to the draft");

    private final String words;

    Show(String words) {
      this.words = words;
    }
  }

  /// @param deployed called when another version has become live somewhere
  VersionsDialog(DesignerSession session, Runnable deployed) {
    this.session = session;
    this.deployed = deployed;
    setId("versions-dialog");
    setHeaderTitle("Versions");
    setWidth("min(1120px, 96vw)");
    setHeight("min(760px, 92vh)");
    list.addClassName("ild-versions");
    view.addClassName("ild-version-view");
    var both = new Div(list, view);
    both.addClassName("ild-versions-both");
    add(both);
    getFooter().add(Buttons.quiet("versions-close", "Close", this::close));
    var versions = session.services().flows().versions(session.flow());
    if (!versions.isEmpty()) chosen = versions.getFirst().number();
    draw();
  }

  private void draw() {
    list.removeAll();
    var versions = session.services().flows().versions(session.flow());
    view.setVisible(!versions.isEmpty());
    if (versions.isEmpty()) {
      setHeight(null);
      setWidth("min(440px, 96vw)");
      list.add(StepPanels.hint("Nothing is published yet. Publish makes the first version."));
      return;
    }
    var live = session.services().flows().get(session.flow()).deployments();
    for (var version : versions) list.add(entry(version, live));
    look(chosen);
  }

  private NativeButton entry(Version version, List<Deployment> live) {
    var head = new Div(new Span("Version " + version.number()));
    head.addClassName("ild-version-head");
    for (var deployment : live)
      if (deployment.version() == version.number())
        head.add(Chip.state(WebhookAddresses.name(deployment.environment()), Tone.OK));
    var by =
        new Div(new Span(version.publishedBy() + " · "), TimeText.relative(version.publishedAt()));
    by.addClassName("il-sub");
    var entry =
        new NativeButton(
            "",
            click -> {
              chosen = version.number();
              draw();
            });
    entry.add(head, by);
    entry.addClassName("ild-version");
    entry.setId("version-" + version.number());
    entry.setClassName("chosen", version.number() == chosen);
    entry.getElement().setAttribute("aria-pressed", String.valueOf(version.number() == chosen));
    var note = version.note();
    if (note != null) entry.add(new Div(note));
    var hash =
        new Div(
            "SHA-256 " + version.hash().substring(0, Math.min(12, version.hash().length())) + "…");
    hash.addClassName("il-sub");
    hash.setTitle(version.hash());
    entry.add(hash);
    return entry;
  }

  private void look(int number) {
    view.removeAll();
    var document = session.services().flows().version(session.flow(), number).document();
    var box = new Div(shown(number, document));
    box.addClassName("ild-version-canvas");
    var bar = new Div(new Span("Version " + number), choice(number));
    bar.addClassName("ild-sample-head");
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    bar.add(spacer);
    if (session.editable())
      bar.add(Buttons.plain("restore", "Restore as draft", () -> restore(number, document)));
    if (TenantScope.current().role().may(Permission.FLOW_DEPLOY))
      for (var environment : Environment.values())
        bar.add(
            Buttons.plain(
                "deploy-to-" + environment.id(),
                "Deploy to " + WebhookAddresses.name(environment),
                () -> deploy(number, environment)));
    view.add(bar, box);
  }

  private Segment<Show> choice(int number) {
    var choice =
        new Segment<>(
            "What is shown",
            number > 1 ? List.of(Show.values()) : List.of(Show.CANVAS, Show.DRAFT),
            each -> each.words,
            each -> {
              show = each;
              look(number);
            });
    choice.setId("version-show");
    choice.value(number == 1 && show == Show.BEFORE ? Show.CANVAS : show);
    return choice;
  }

  private Component shown(int number, String document) {
    if (show == Show.DRAFT) return new DocumentDifference(document, session.document().toString());
    if (show == Show.BEFORE && number > 1)
      return new DocumentDifference(
          session.services().flows().version(session.flow(), number - 1).document(), document);
    var canvas = new FlowCanvas(session.services().catalog());
    canvas.setDocument(document);
    return canvas;
  }

  private void restore(int number, String document) {
    session.edit(
        new Edit.ReplaceDocument(DocumentJson.readObject(document)),
        DesignerSession.Origin.ELSEWHERE);
    Notices.done("The draft is version " + number + " again; undo takes it back.");
    close();
  }

  private void deploy(int number, Environment environment) {
    var done =
        Attempt.of(
            () -> session.services().deployments().deploy(session.flow(), number, environment));
    if (!done) return;
    Notices.done("Version " + number + " is live in " + WebhookAddresses.name(environment) + ".");
    deployed.run();
    draw();
  }
}
