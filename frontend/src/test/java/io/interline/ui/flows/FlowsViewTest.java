package io.interline.ui.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.flow.FlowId;
import io.interline.tenant.Environment;
import io.interline.tenant.Role;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.shell.NotFoundPage;
import io.interline.ui.testing.FakeFlows;
import io.interline.ui.testing.ViewTest;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {FlowsView.class, MainLayout.class, NotFoundPage.class})
class FlowsViewTest extends ViewTest {

  @Test
  void listSaysWhereAFlowIsLive() {
    var id = flows.add("orders", "Web orders", 2);
    deployments.deploy(id, 2, Environment.PRODUCTION);

    navigate(FlowsView.class);

    assertThat(words()).contains("Web orders", "Webhook", "v2 live");
  }

  @Test
  void searchNarrowsByTitleOrId() {
    flows.add("orders", "Web orders", 1);
    flows.add("contacts", "CRM contacts", 1);
    navigate(FlowsView.class);

    test(find(TextField.class).withId("flows-search").single()).setValue("crm");

    assertThat(shows("flow-contacts")).isTrue();
    assertThat(shows("flow-orders")).isFalse();
  }

  @Test
  void deletionWarnsOfDeadLettersThatCouldNotBeReplayedAnyMore() {
    var id = flows.add("order-sync", "Order sync", 1);
    deadLetters.add("HTTP 503");
    navigate(FlowsView.class).delete(flows.get(id));

    assertThat(find(ConfirmDialog.class).single().getElement().getProperty("message"))
        .contains("It has 1 open dead letter, which cannot be replayed");
  }

  @Test
  void emptyListTeaches() {
    navigate(FlowsView.class);

    assertThat(words()).contains("No flows yet", "Begin with a template");
    assertThat(shows("flow-first")).isTrue();
  }

  @Test
  void newFlowTakesTheTemplatesTitleAndAsksForOneOtherwise() {
    navigate(FlowsView.class);
    click("flow-new");

    click("new-flow-create");
    assertThat(find(TextField.class).withId("new-flow-title").single().isInvalid()).isTrue();

    test(find(NativeButton.class).withId("choice-order-sync").single()).click();
    assertThat(find(TextField.class).withId("new-flow-title").single().getValue())
        .isEqualTo("Order sync");
    click("new-flow-create");
    assertThat(flows.get(new FlowId("order-sync")).title()).isEqualTo("Order sync");
  }

  @Test
  void takenNameIsSaidInTheDialog() {
    flows.add("orders", "Orders", 0);
    navigate(FlowsView.class);
    click("flow-new");
    test(find(TextField.class).withId("new-flow-title").single()).setValue("Orders");

    click("new-flow-create");

    assertThat(words()).contains("There is a flow 'orders' already.");
  }

  @Test
  void importRefusesWhatIsNoFlow() {
    navigate(FlowsView.class);
    click("flow-import");
    test(find(TextArea.class).withId("import-document").single()).setValue("{}");

    click("import-submit");
    assertThat(words()).contains("This is no flow document.");

    test(find(TextArea.class).withId("import-document").single()).setValue(FakeFlows.DOCUMENT);
    click("import-submit");
    assertThat(flows.get(new FlowId("imported")).title()).isEqualTo("Imported");
  }

  @Test
  void viewerSeesNoWayToChange() {
    flows.add("orders", "Orders", 1);
    as(Role.VIEWER);

    navigate(FlowsView.class);

    assertThat(words()).contains("Orders");
    assertThat(shows("flow-new")).isFalse();
    assertThat(shows("flow-import")).isFalse();
  }
}
