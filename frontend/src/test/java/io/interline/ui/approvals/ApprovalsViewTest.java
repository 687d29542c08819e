package io.interline.ui.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextArea;
import io.interline.tenant.Role;
import io.interline.ui.elements.JsonText;
import io.interline.ui.home.HomeView;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.testing.ViewTest;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {ApprovalsView.class, HomeView.class, MainLayout.class})
class ApprovalsViewTest extends ViewTest {

  @Test
  void emptyListTeachesHowAFlowAsks() {
    navigate(ApprovalsView.class);

    assertThat(words()).contains("Nobody has to decide anything", "Wait step");
    assertThat(badge()).doesNotContain("1");
  }

  @Test
  void approvalIsReadAndGivenWithAComment() {
    var ref = approvals.add("Ship 4711 to Ann?", Role.OWNER);
    navigate(ApprovalsView.class);
    assertThat(words()).contains("Release the order", "Ship 4711 to Ann?", "Owner");
    assertThat(badge()).contains("1");

    click("decide-" + ref.run());
    assertThat(find(JsonText.class).withId("approval-context").single().text())
        .contains("\"email\":\"***\"");
    assertThat(find(Anchor.class).withId("approval-run").single().getHref())
        .isEqualTo("runs/" + ref.run());
    test(find(TextArea.class).withId("approval-comment").single()).setValue("looks good");
    click("approval-approve");

    assertThat(approvals.decisions()).containsExactly("send true looks good");
    assertThat(words()).contains("Nobody has to decide anything");
    assertThat(notice()).isEqualTo("Approved. The run goes on.");
    assertThat(badge()).doesNotContain("1");
  }

  @Test
  void rejectionIsGivenToo() {
    var ref = approvals.add("Ship?");
    visit(ApprovalsView.location(ref), ApprovalsView.class);

    click("approval-reject");

    assertThat(approvals.decisions()).containsExactly("send false ");
  }

  @Test
  void whoMayNotDecideSeesWhoMay() {
    var ref = approvals.add("Ship?", Role.OWNER);
    as(Role.DEVELOPER);
    visit(ApprovalsView.location(ref), ApprovalsView.class);

    assertThat(shows("approval-approve")).isFalse();
    assertThat(words()).contains("Your role may not decide this. Ask: Owner.");

    visit("approvals?who=mine", ApprovalsView.class);
    assertThat(words()).contains("Nothing fits these filters");
  }

  @Test
  void decisionOfSomebodyFasterIsSaid() {
    var ref = approvals.add("Ship?");
    visit(ApprovalsView.location(ref), ApprovalsView.class);
    approvals.decidedElsewhere(ref);

    click("approval-approve");

    assertThat(words()).contains("was approved by ann@acme.example already");
    assertThat(approvals.decisions()).isEmpty();
  }

  @Test
  void homeSaysWhatTheCallerHasToDecide() {
    approvals.add("Ship 4711?", Role.OWNER);
    approvals.add("Not for you", Role.DEVELOPER);

    navigate(HomeView.class);

    assertThat(words()).contains("Ship 4711?", "Decide").doesNotContain("Not for you");
  }

  private String badge() {
    return find(Anchor.class).withId("nav-approvals").single().getElement().getTextRecursively();
  }
}
