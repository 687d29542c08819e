package io.interline.ui.members;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.EmailField;
import io.interline.tenant.Role;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.testing.FakeMembers;
import io.interline.ui.testing.FakeUser;
import io.interline.ui.testing.ViewTest;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {MembersView.class, MainLayout.class})
class MembersViewTest extends ViewTest {

  @Test
  void colleagueIsInvitedAndTheInvitationWithdrawn() {
    navigate(MembersView.class);
    click("member-invite");
    test(find(EmailField.class).withId("invite-email").single()).setValue("nora@acme.example");

    click("invite-send");
    assertThat(members.invitations()).hasSize(1);
    assertThat(words()).contains("Open invitations", "nora@acme.example");

    click("withdraw-nora@acme.example");
    assertThat(members.invitations()).isEmpty();
  }

  @Test
  void memberAlreadyThereIsSaidInTheDialog() {
    navigate(MembersView.class);
    click("member-invite");
    test(find(EmailField.class).withId("invite-email").single()).setValue("jon@acme.example");

    click("invite-send");

    assertThat(words()).contains("is a member already");
  }

  @Test
  void removalAsksFirst() {
    navigate(MembersView.class);

    click("remove-" + FakeMembers.JON);
    assertThat(members.list()).hasSize(2);
    test(find(ConfirmDialog.class).single()).confirm();

    assertThat(members.list()).hasSize(1);
    assertThat(words()).doesNotContain("Jon Bell");
  }

  @Test
  void lastOwnerKeepsTheRole() {
    navigate(MembersView.class);
    @SuppressWarnings("unchecked")
    var role = (Select<Role>) find(Select.class).withId("role-" + FakeUser.MAYA).single();

    test(role).selectItem("Viewer");

    assertThat(role.getValue()).isEqualTo(Role.OWNER);
    assertThat(notice()).contains("Make somebody else an owner first.");
  }

  @Test
  void viewerSeesNamesOnly() {
    as(Role.VIEWER);

    navigate(MembersView.class);

    assertThat(words()).contains("Jon Bell", "Developer");
    assertThat(shows("member-invite")).isFalse();
    assertThat(find(Select.class).all()).isEmpty();
  }
}
