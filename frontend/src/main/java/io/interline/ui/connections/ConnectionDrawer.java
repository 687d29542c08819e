package io.interline.ui.connections;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.connector.Catalog;
import io.interline.connector.Catalog.AuthSchemeInfo;
import io.interline.connector.Catalog.ConnectorInfo;
import io.interline.connector.Connections;
import io.interline.connector.Connections.Connection;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.connector.Connections.TestResult;
import io.interline.flow.Circuits;
import io.interline.tenant.Environment;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Confirmation;
import io.interline.ui.elements.Drawer;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Notices;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes or changes a connection of one environment, and tries it.
final class ConnectionDrawer extends Composite<Drawer> {

  private final Connections connections;
  private final Subject subject;
  private final Runnable changed;
  private final Drawer drawer;
  private final TextField alias = new TextField("Alias");
  private final TextField title = new TextField("Title");
  private final Select<ConnectorInfo> connector = new Select<>();
  private final Select<AuthSchemeInfo> auth = new Select<>();
  private final Div fields = new Div();
  private final Div result = new Div();
  private @Nullable SchemaForm settingsForm;
  private @Nullable SchemaForm authForm;

  /// What is edited.
  ///
  /// @param stored the connection as it is, absent for a new one
  /// @param pattern a connection of the same alias whose words are taken over
  record Subject(
      Environment environment, @Nullable Connection stored, @Nullable Connection pattern) {}

  ConnectionDrawer(
      Connections connections,
      Circuits circuits,
      Catalog catalog,
      Subject subject,
      boolean mayEdit,
      Runnable changed) {
    this.connections = connections;
    this.subject = subject;
    this.changed = changed;
    var pattern = subject.pattern();
    var name = pattern == null ? "New connection" : pattern.alias();
    drawer = new Drawer(name + " · " + Names.of(subject.environment()), () -> {});
    var choices =
        catalog.connectors().stream().filter(each -> !each.authSchemes().isEmpty()).toList();
    identity(pattern);
    connector.setItems(choices);
    fields.addClassName("il-form");
    result.getElement().setAttribute("aria-live", "polite");
    result.setId("connection-result");
    var form = new Div(alias, title, connector, auth, fields, result);
    form.addClassName("il-form");
    form.setEnabled(mayEdit);
    drawer.show(form);
    var stored = subject.stored();
    if (stored != null)
      drawer.show(
          new CircuitPanel(circuits, stored.alias(), stored.environment(), mayEdit, changed));
    choices.stream()
        .filter(each -> pattern == null || each.id().equals(pattern.connector()))
        .findFirst()
        .ifPresent(connector::setValue);
    showLastTest();
    if (mayEdit) actions();
  }

  @Override
  protected Drawer initContent() {
    return drawer;
  }

  private void identity(@Nullable Connection pattern) {
    alias.setId("connection-alias");
    alias.setHelperText("Flows name the connection so: lower case letters, digits and dashes.");
    alias.setPlaceholder("erp");
    alias.setMaxLength(63);
    title.setId("connection-title");
    title.setPlaceholder("For example: ERP, test system");
    title.setMaxLength(120);
    connector.setId("connection-connector");
    connector.setLabel("Connector");
    connector.setItemLabelGenerator(ConnectorInfo::title);
    auth.setId("connection-auth");
    auth.setLabel("How it logs in");
    auth.setItemLabelGenerator(AuthSchemeInfo::title);
    connector.addValueChangeListener(change -> chooseAuth());
    auth.addValueChangeListener(change -> drawFields());
    if (pattern == null) return;
    alias.setValue(pattern.alias());
    alias.setReadOnly(true);
    title.setValue(pattern.title());
    connector.setReadOnly(subject.stored() != null);
  }

  private void chooseAuth() {
    var schemes = connector.getValue().authSchemes();
    auth.setItems(schemes);
    var pattern = subject.pattern();
    auth.setValue(
        schemes.stream()
            .filter(scheme -> pattern != null && scheme.id().equals(pattern.auth()))
            .findFirst()
            .orElse(schemes.getFirst()));
  }

  private void drawFields() {
    fields.removeAll();
    var scheme = auth.getValue();
    if (scheme == null) return;
    var stored = subject.stored();
    Map<String, String> values = stored == null ? Map.of() : stored.settings();
    Set<String> secrets =
        stored != null && stored.auth().equals(scheme.id()) ? stored.secretsSet() : Set.of();
    settingsForm = new SchemaForm(connector.getValue().settingsSchema(), values, secrets);
    authForm = new SchemaForm(scheme.fieldsSchema(), values, secrets);
    fields.add(settingsForm, authForm);
  }

  private void showLastTest() {
    var stored = subject.stored();
    if (stored != null && stored.lastTest() != null) show(stored.lastTest());
  }

  private void actions() {
    var save = Buttons.primary("connection-save", "Save", this::save);
    var test = Buttons.plain("connection-test", "Test connection", this::test);
    if (subject.stored() == null) drawer.actions(save, test);
    else drawer.actions(save, test, Buttons.danger("connection-delete", "Delete…", this::delete));
  }

  private boolean complete() {
    boolean named = alias.getValue().matches("[a-z][a-z0-9-]*");
    alias.setErrorMessage("Lower case letters, digits and dashes, a letter first.");
    alias.setInvalid(!named);
    var settings = settingsForm;
    var authentication = authForm;
    return named
        & (settings == null || settings.complete())
        & (authentication == null || authentication.complete());
  }

  private ConnectionSettings settings() {
    var settings = new LinkedHashMap<String, String>();
    var secrets = new LinkedHashMap<String, String>();
    for (var form : new SchemaForm[] {settingsForm, authForm}) {
      if (form == null) continue;
      settings.putAll(form.settings());
      secrets.putAll(form.secrets());
    }
    var words = title.getValue().strip();
    return new ConnectionSettings(
        alias.getValue(),
        subject.environment(),
        words.isEmpty() ? alias.getValue() : words,
        connector.getValue().id(),
        auth.getValue().id(),
        settings,
        secrets);
  }

  private void save() {
    result.removeAll();
    if (!complete()) return;
    var stored = subject.stored();
    Attempt.of(
        () -> {
          var saved = connections.save(settings(), stored == null ? null : stored.version());
          Notices.done(saved.alias() + " is saved for " + Names.of(saved.environment()) + ".");
          drawer.close();
          changed.run();
        },
        this::refused);
  }

  private void test() {
    result.removeAll();
    if (!complete()) return;
    Attempt.of(() -> show(connections.test(settings())), this::refused);
  }

  private void show(TestResult test) {
    result.removeAll();
    result.add(
        test.ok()
            ? Note.success(test.message() + " (" + Figures.millis(test.tookMillis()) + ")")
            : Note.problem(test.message()));
  }

  private void refused(String words) {
    result.removeAll();
    result.add(Note.problem(words));
  }

  private void delete() {
    Confirmation.ask(
        "Delete " + alias.getValue() + " in " + Names.of(subject.environment()) + "?",
        "Its secrets go with it. Live flows that name it fail at that step until it is there"
            + " again.",
        "Delete",
        () -> {
          if (Attempt.of(
              () -> connections.delete(alias.getValue(), subject.environment()), this::refused)) {
            Notices.done("The connection is deleted.");
            drawer.close();
            changed.run();
          }
        });
  }
}
