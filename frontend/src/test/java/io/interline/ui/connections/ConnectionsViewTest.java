package io.interline.ui.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.connector.Catalog.AuthSchemeInfo;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.tenant.Environment;
import io.interline.tenant.Role;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.testing.FakeCatalog;
import io.interline.ui.testing.ViewTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {ConnectionsView.class, MainLayout.class})
class ConnectionsViewTest extends ViewTest {

  private TextField field(String id) {
    return find(TextField.class).withId(id).single();
  }

  private void chooseApiKey() {
    @SuppressWarnings("unchecked")
    var auth = (Select<AuthSchemeInfo>) find(Select.class).withId("connection-auth").single();
    auth.setValue(new FakeCatalog().connectors().getFirst().authSchemes().get(1));
  }

  private void stored() {
    connections.save(
        new ConnectionSettings(
            "erp",
            Environment.DEVELOPMENT,
            "ERP",
            "http",
            "api-key",
            Map.of("baseUrl", "https://good.example", "place", "header"),
            Map.of("key", "s3cret")),
        null);
  }

  @Test
  void formComesFromTheCatalogueAndKeepsSecretsApart() {
    navigate(ConnectionsView.class);
    click("connection-first");
    test(field("connection-alias")).setValue("erp");
    chooseApiKey();
    test(field("field-baseUrl")).setValue("https://good.example");
    test(find(PasswordField.class).withId("field-key").single()).setValue("s3cret");

    click("connection-save");

    var saved = connections.saved().getFirst();
    assertThat(saved.settings())
        .containsEntry("baseUrl", "https://good.example")
        .containsEntry("header", "X-Api-Key")
        .doesNotContainKey("key");
    assertThat(saved.secrets()).containsExactly(Map.entry("key", "s3cret"));
    assertThat(words()).contains("erp", "works");
  }

  @Test
  void missingFieldsAreMarkedBeforeSaving() {
    navigate(ConnectionsView.class);
    click("connection-new");
    test(field("connection-alias")).setValue("No Alias!");

    click("connection-save");

    assertThat(connections.saved()).isEmpty();
    assertThat(field("connection-alias").isInvalid()).isTrue();
    assertThat(field("field-baseUrl").isInvalid()).isTrue();
  }

  @Test
  void resultOfATestStandsInTheForm() {
    navigate(ConnectionsView.class);
    click("connection-new");
    test(field("connection-alias")).setValue("erp");
    test(field("field-baseUrl")).setValue("https://nowhere.example");

    click("connection-test");
    assertThat(words()).contains("Nothing answers at https://nowhere.example.");

    test(field("field-baseUrl")).setValue("https://good.example");
    click("connection-test");
    assertThat(words()).contains("The system answered 200.").doesNotContain("Nothing answers");
  }

  @Test
  void refusalIsSaidInTheForm() {
    navigate(ConnectionsView.class);
    click("connection-new");
    test(field("connection-alias")).setValue("erp");
    test(field("field-baseUrl")).setValue("http://forbidden.example");

    click("connection-save");

    assertThat(words()).contains("This address is not allowed.");
  }

  @Test
  void storedSecretIsNeverShownAndKeptUnlessReplaced() {
    stored();
    navigate(ConnectionsView.class);
    test(find(NativeButton.class).withId("open-erp-development").single()).click();
    assertThat(words()).contains("stored").doesNotContain("s3cret");

    click("connection-save");
    assertThat(connections.saved().getLast().secrets()).isEmpty();

    test(find(NativeButton.class).withId("open-erp-development").single()).click();
    click("replace-key");
    test(find(PasswordField.class).withId("field-key").single()).setValue("newer");
    click("connection-save");
    assertThat(connections.saved().getLast().secrets()).containsEntry("key", "newer");
  }

  @Test
  void localInstallationSaysWhatItAllows() {
    navigate(ConnectionsView.class);

    assertThat(words()).contains("private and loopback addresses");
  }

  @Test
  void viewerSeesNoButtonsThatChange() {
    stored();
    as(Role.VIEWER);
    navigate(ConnectionsView.class);
    assertThat(shows("connection-new")).isFalse();

    test(find(NativeButton.class).withId("open-erp-development").single()).click();

    assertThat(shows("connection-save")).isFalse();
    assertThat(shows("connection-test")).isFalse();
  }
}
