package io.interline.ui.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.tenant.NoticeKind;
import io.interline.tenant.Notifications.Format;
import io.interline.tenant.Role;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.testing.ViewTest;
import java.util.Set;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {NotificationsView.class, MainLayout.class})
class NotificationsViewTest extends ViewTest {

  @Test
  @SuppressWarnings("unchecked")
  void choiceOfMailsIsKept() {
    navigate(NotificationsView.class);

    test(find(CheckboxGroup.class).withId("my-mails").single())
        .deselectItem(NoticeKind.LIMIT_NEAR.title());

    assertThat(notifications.mine())
        .isEqualTo(
            Set.of(
                NoticeKind.DEAD_LETTERS,
                NoticeKind.CONNECTION_FAILS,
                NoticeKind.TRIGGER_STUCK,
                NoticeKind.APPROVAL_WAITS));
  }

  @Test
  void secretOfANewWebhookIsShownOnce() {
    navigate(NotificationsView.class);
    click("webhook-new");
    test(find(TextField.class).withId("webhook-title").single()).setValue("Ops");
    test(find(TextField.class).withId("webhook-url").single()).setValue("https://ops.example");

    click("webhook-create");
    assertThat(words()).contains("whsec_shown-once");
    click("webhook-done");

    assertThat(words()).contains("Ops", "https://ops.example").doesNotContain("whsec_shown-once");
  }

  @Test
  void webhookIsTestedAndRemoved() {
    notifications.add("Ops", "https://ops.example", Format.CHAT, Set.of(NoticeKind.DEAD_LETTERS));
    navigate(NotificationsView.class);

    click("webhook-test-Ops");
    assertThat(words()).contains("Test of the webhook Ops", "On its way");

    click("webhook-remove-Ops");
    test(find(ConfirmDialog.class).single()).confirm();
    assertThat(words()).contains("No webhooks yet");
  }

  @Test
  void viewerChangesNothingOfTheOrganisation() {
    as(Role.VIEWER);
    navigate(NotificationsView.class);

    assertThat(shows("webhook-new")).isFalse();
  }
}
