package io.interline.ui.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.flow.FlowId;
import io.interline.flow.Limits.State;
import io.interline.flow.Runs.Status;
import io.interline.tenant.Environment;
import io.interline.tenant.Role;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.testing.FakeLimits;
import io.interline.ui.testing.ViewTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ViewPackages(classes = {HomeView.class, MainLayout.class})
class HomeViewTest extends ViewTest {

  @Autowired private FakeLimits limits;

  @Test
  void figuresSayWhatWentThrough() {
    var id = flows.add("order-sync", "Order sync", 1);
    deployments.deploy(id, 1, Environment.PRODUCTION);
    for (int i = 0; i < 3; i++) runs.add(Status.SUCCEEDED);

    navigate(HomeView.class);

    assertThat(words()).contains("Hello, Maya", "100 %", "212 ms", "Healthy", "All is delivered");
  }

  @Test
  void deadLettersAndFailingConnectionsNeedSomebody() {
    deadLetters.add("unknown SKU K-77");
    deadLetters.add("unknown SKU K-77");
    connections.save(
        new ConnectionSettings(
            "erp",
            Environment.PRODUCTION,
            "ERP",
            "http",
            "none",
            Map.of("baseUrl", "https://nowhere.example"),
            Map.of()),
        null);

    navigate(HomeView.class);

    assertThat(words())
        .contains("2 messages: ", "unknown SKU K-77", "failed its last test", "View and replay");
  }

  @Test
  void flowWhoseDeadLettersAreDealtWithIsHealthy() {
    var id = flows.add("order-sync", "Order sync", 1);
    deployments.deploy(id, 1, Environment.PRODUCTION);
    runs.add(Status.SUCCEEDED);
    runs.add(Status.DEAD);

    navigate(HomeView.class);
    assertThat(words()).contains("Healthy").doesNotContain("Failing");

    deadLetters.add("unknown SKU K-77");
    ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));
    assertThat(words()).contains("Failing").doesNotContain("Healthy");
  }

  @Test
  void viewerIsNotToldToReplay() {
    deadLetters.add("unknown SKU K-77");
    organisation.guidedStart(true);
    as(Role.VIEWER);
    navigate(GuidedStartView.class);

    navigate(HomeView.class);

    assertThat(words()).contains("View").doesNotContain("replay");
  }

  @Test
  void limitThatRefusesMessagesNeedsSomebody() {
    limits.monthlyRuns(1_000, State.REACHED, false);

    navigate(HomeView.class);

    assertThat(words())
        .contains("Runs this month", ": the limit is reached", "New messages are refused.")
        .doesNotContain("Nothing needs you");
  }

  @Test
  void firstVisitLeadsToTheGuidedStartAndSkippingLeavesAWayBack() {
    organisation.guidedStart(true);

    visit("", GuidedStartView.class);
    click("start-skip");

    assertThat(getCurrentView()).isInstanceOf(HomeView.class);
    assertThat(shows("resume-start")).isTrue();
    click("dismiss-start");
    assertThat(organisation.current().guidedStart()).isFalse();
  }

  @Test
  void whoHasALiveFlowNeedsNoGuidedStart() {
    organisation.guidedStart(true);
    var id = flows.add("order-sync", "Order sync", 1);
    deployments.deploy(id, 1, Environment.DEVELOPMENT);

    navigate(HomeView.class);

    assertThat(getCurrentView()).isInstanceOf(HomeView.class);
    assertThat(shows("resume-start")).isFalse();
  }

  @Test
  void viewerIsNotSentToTheGuidedStart() {
    organisation.guidedStart(true);
    as(Role.VIEWER);
    navigate(GuidedStartView.class);

    navigate(HomeView.class);

    assertThat(shows("resume-start")).isFalse();
    assertThat(shows("home-new-flow")).isFalse();
  }

  @Test
  void guidedStartGoesFromTemplateToALiveFlow() {
    organisation.guidedStart(true);
    navigate(GuidedStartView.class);
    click("start-choose");
    var address = find(TextField.class).withId("start-address-erp").single();
    assertThat(address.getValue()).endsWith("/try");

    test(address).setValue("nonsense");
    click("start-connect");
    assertThat(address.isInvalid()).isTrue();

    test(address).setValue("https://good.example");
    click("start-connect");
    assertThat(connections.list()).hasSize(1);
    assertThat(deployments.list())
        .singleElement()
        .satisfies(
            live -> {
              assertThat(live.flow()).isEqualTo(new FlowId("order-sync"));
              assertThat(live.environment()).isEqualTo(Environment.DEVELOPMENT);
            });
    assertThat(shows("start-send")).isTrue();
  }

  @Test
  void guidedStartEndsWithTheFirstRunDelivered() {
    organisation.guidedStart(true);
    var id = flows.add("order-sync", "Order sync", 1);
    deployments.deploy(id, 1, Environment.DEVELOPMENT);
    navigate(GuidedStartView.class);
    var trial = find(Trial.class).single();

    trial.answered("422 {\"title\":\"Wrong\",\"detail\":\"The message does not fit.\"}");
    assertThat(words()).contains("The message does not fit.");

    var run = runs.add(Status.RUNNING);
    trial.answered("202 {\"runId\":\"" + run + "\"}");
    assertThat(words()).contains("Running");
    runs.change(run, Status.SUCCEEDED);
    ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));

    assertThat(words()).contains("went all the way", "curl -X POST");
    assertThat(organisation.current().guidedStart()).isFalse();
  }

  @Test
  void rateIsNeverRoundedUpToAll() {
    assertThat(FiguresRow.rate(0, 0)).isEqualTo("–");
    assertThat(FiguresRow.rate(5, 0)).isEqualTo("100 %");
    assertThat(FiguresRow.rate(999_999, 1)).isEqualTo("99.99 %");
  }
}
