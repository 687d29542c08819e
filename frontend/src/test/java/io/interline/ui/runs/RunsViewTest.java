package io.interline.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import io.interline.flow.Runs.Status;
import io.interline.tenant.Role;
import io.interline.ui.elements.JsonText;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.testing.ViewTest;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {RunsView.class, MainLayout.class})
class RunsViewTest extends ViewTest {

  private static void poll() {
    ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));
  }

  @Test
  void listIsFilteredByItsAddress() {
    var good = runs.add(Status.SUCCEEDED);
    var bad = runs.add(Status.DEAD);

    visit("runs?status=dead", RunsView.class);

    assertThat(shows("run-" + bad)).isTrue();
    assertThat(shows("run-" + good)).isFalse();
    assertThat(words()).contains("send: The ERP answered 503");
  }

  @Test
  void nonsenseInTheAddressFiltersNothing() {
    var good = runs.add(Status.SUCCEEDED);

    visit("runs?status=nonsense&environment=moon&flow=%3F%3F&time=never", RunsView.class);

    assertThat(shows("run-" + good)).isTrue();
  }

  @Test
  void newRunsComeInWhileOneLooks() {
    navigate(RunsView.class);
    assertThat(words()).contains("No runs yet");

    var run = runs.add(Status.RUNNING);
    poll();
    assertThat(shows("run-" + run)).isTrue();

    click("runs-live");
    runs.change(run, Status.SUCCEEDED);
    poll();
    assertThat(words()).contains("Running").doesNotContain("420 ms");
  }

  @Test
  void moreAreLoadedPageByPage() {
    for (int i = 0; i < 130; i++) runs.add(Status.SUCCEEDED);
    navigate(RunsView.class);
    assertThat(words()).contains("100+");

    click("list-more");

    assertThat(words()).contains("130").doesNotContain("100+");
    assertThat(shows("list-more")).isFalse();
  }

  @Test
  void runShowsTheStepThatFailed() {
    var run = runs.add(Status.DEAD);

    visit("runs/" + run, RunView.class);

    assertThat(words()).contains("Send to the ERP", "Transient", "The ERP answered 503");
    assertThat(find(JsonText.class).all())
        .anyMatch(json -> json.text().equals("{\"number\":\"W-1\"}"));
    assertThat(find(Button.class).withId("run-replay").single().getText()).isEqualTo("Replay…");
  }

  @Test
  void runIsFollowedUntilItsEnd() {
    var run = runs.add(Status.RUNNING);
    visit("runs/" + run, RunView.class);
    assertThat(words()).contains("Running");

    runs.change(run, Status.SUCCEEDED);
    poll();

    assertThat(words()).contains("Succeeded");
    assertThat(shows("run-replay")).isFalse();
  }

  @Test
  void unknownRunIsSaidInWords() {
    visit("runs/00000000-0000-7000-8000-000000000001", RunView.class);
    assertThat(words()).contains("This run is not here");

    visit("runs/nonsense", RunView.class);
    assertThat(words()).contains("'nonsense' is no run id.");
  }

  @Test
  void viewerMayLookOnly() {
    var run = runs.add(Status.DEAD);
    as(Role.VIEWER);

    visit("runs/" + run, RunView.class);

    assertThat(shows("run-open-editor")).isFalse();
    assertThat(find(Button.class).withId("run-replay").single().getText()).isEqualTo("Dead letter");
  }
}
