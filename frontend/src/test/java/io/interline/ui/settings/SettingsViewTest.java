package io.interline.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.tenant.Role;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.testing.ViewTest;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {SettingsView.class, MainLayout.class})
class SettingsViewTest extends ViewTest {

  @Test
  void secretIsShownOnceWithACommandToUseIt() {
    navigate(SettingsView.class);
    click("client-new");
    test(find(TextField.class).withId("client-title").single()).setValue("Pipeline");

    click("client-create");
    assertThat(words())
        .contains("secret-shown-once", "grant_type=client_credentials", "/oauth2/token");

    click("client-done");
    assertThat(words()).contains("Pipeline").doesNotContain("secret-shown-once");
  }

  @Test
  void clientNeedsATitle() {
    navigate(SettingsView.class);
    click("client-new");

    click("client-create");

    assertThat(organisation.list()).isEmpty();
    assertThat(find(TextField.class).withId("client-title").single().isInvalid()).isTrue();
  }

  @Test
  void revokingAsksFirst() {
    organisation.create("Pipeline", Role.DEVELOPER);
    navigate(SettingsView.class);

    click("revoke-il-0");
    assertThat(organisation.list()).hasSize(1);
    test(find(ConfirmDialog.class).single()).confirm();

    assertThat(organisation.list()).isEmpty();
  }

  @Test
  void organisationIsRenamed() {
    navigate(SettingsView.class);
    test(find(TextField.class).withId("organisation-name").single()).setValue("Acme Ltd");

    click("organisation-rename");

    assertThat(organisation.current().name()).isEqualTo("Acme Ltd");
  }

  @Test
  void viewerSeesNoClients() {
    organisation.create("Pipeline", Role.DEVELOPER);
    as(Role.VIEWER);

    navigate(SettingsView.class);

    assertThat(words()).contains("Owners only").doesNotContain("Pipeline");
    assertThat(shows("organisation-rename")).isFalse();
  }
}
