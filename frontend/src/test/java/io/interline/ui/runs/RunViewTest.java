package io.interline.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.flow.RunId;
import io.interline.flow.Runs.RunSummary;
import io.interline.flow.Runs.Status;
import io.interline.tenant.Role;
import io.interline.ui.elements.JsonText;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.testing.ViewTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {RunsView.class, MainLayout.class})
class RunViewTest extends ViewTest {

  @Test
  void runIsCancelledWithAReason() {
    var run = runs.add(Status.RUNNING);
    visit("runs/" + run, RunView.class);

    click("run-cancel");
    test(find(TextField.class).withId("cancel-reason").single()).setValue("Ordered twice");
    click("cancel-confirm");

    assertThat(runs.cancelled()).containsExactly(run + " Ordered twice true");
    assertThat(words()).contains("Cancelled by maya@acme.example: Ordered twice");
    assertThat(shows("run-cancel")).isFalse();
  }

  @Test
  void stuckRunIsEndedAtOnce() {
    var run = runs.add(Status.RUNNING);
    visit("runs/" + run, RunView.class);

    click("run-cancel");
    test(find(RadioButtonGroup.class).withId("cancel-how").single())
        .selectItem("End at once, undo nothing");
    click("cancel-confirm");

    assertThat(runs.cancelled()).containsExactly(run + "  false");
  }

  @Test
  void viewerAndARunThatIsOverHaveNoCancel() {
    var over = runs.add(Status.SUCCEEDED);
    visit("runs/" + over, RunView.class);
    assertThat(shows("run-cancel")).isFalse();

    as(Role.VIEWER);
    visit("runs/" + runs.add(Status.RUNNING), RunView.class);
    assertThat(shows("run-cancel")).isFalse();
  }

  @Test
  void selectedRunsAreCancelled() {
    var first = runs.add(Status.RUNNING);
    var second = runs.add(Status.WAITING);
    runs.add(Status.SUCCEEDED);
    navigate(RunsView.class);
    assertThat(find(Checkbox.class).all()).filteredOn(Checkbox::isEnabled).hasSize(2);

    find(Checkbox.class).all().stream()
        .filter(Checkbox::isEnabled)
        .forEach(box -> test(box).click());
    assertThat(words()).contains("2 runs selected");
    click("selection-cancel");
    click("cancel-confirm");

    assertThat(runs.cancelled()).hasSize(2);
    assertThat(List.of(first, second))
        .allMatch(run -> runs.get(run).summary().status() == Status.CANCELLED);
    assertThat(notice()).isEqualTo("2 runs are told to end.");
  }

  @Test
  void allThatFitTheFilterAreCancelled() {
    runs.add(Status.RUNNING);
    var waits = runs.add(Status.WAITING);
    visit("runs?status=waiting", RunsView.class);

    click("runs-cancel-all");
    click("cancel-confirm");

    assertThat(runs.cancelled()).containsExactly(waits + "  true");
  }

  @Test
  void turnsOfALoopAreOneBarEachAndCanBeChosen() {
    runs.put(RunSteps.loop());
    visit("runs/" + RunSteps.LOOP, RunView.class);
    assertThat(words()).contains("Waits for payment.received 4711");

    var third = bar("Lines #3");
    assertThat(third.getClassNames()).contains("bad");
    test(third).click();

    assertThat(words()).contains("no stock");
    assertThat(input()).isEqualTo("{\"turn\":\"2\"}");
    var turn = find(Select.class).withId("step-turn").single();
    assertThat(turn.getHelperText()).isEqualTo("Lines #3; 3 turns, 1 failed");
    test(bar("Lines #1")).click();
    assertThat(input()).isEqualTo("{\"turn\":\"0\"}");
  }

  @Test
  void failedStepShowsWhatItReadItsExpressionAndWhatWasAnswered() {
    runs.put(RunSteps.failures());
    visit("runs/" + RunSteps.FAILURES, RunView.class);

    test(bar("mapped")).click();

    assertThat(words()).contains("Data it read", "None: the step failed.");
    assertThat(input()).isEqualTo("{\"order\":{\"n\":1}}");
    assertThat(find(Pre.class).withId("failed-expression").single().getText())
        .isEqualTo("1 │ {\n2 │   \"n\": .order.n / 0 }\n  │        ▲");

    test(bar("sent")).click();

    assertThat(find(Pre.class).withId("failed-expression").all()).isEmpty();
    assertThat(words()).contains("Input", "Answer to attempt 1", "Answer to attempt 2");
    assertThat(find(Details.class).withId("answer-2").single().isOpened()).isTrue();
    assertThat(find(JsonText.class).all())
        .extracting(JsonText::text)
        .contains("{\"status\":502}", "{\"status\":503}");
  }

  @Test
  void undoneStepSaysWhatUndidIt() {
    runs.put(RunSteps.saga());
    visit("runs/" + RunSteps.SAGA, RunView.class);

    test(bar("Lines #1")).click();
    click("undone-by-release");
    assertThat(words()).contains("It undoes what another step did.");
    click("undoes");
    assertThat(words()).contains("what it did was undone later");
    assertThat(find(Button.class).withId("undone-by-release").single().getText())
        .startsWith("Release");
  }

  @Test
  void runsThatCallOneAnotherAreLinked() {
    var caller = summary(runs.add(Status.RUNNING));
    var child = summary(runs.add(Status.SUCCEEDED));
    runs.put(RunSteps.parent(caller, child));

    visit("runs/" + RunSteps.PARENT, RunView.class);

    assertThat(find(Anchor.class).withId("run-caller").single().getHref())
        .isEqualTo("runs/" + caller.id());
    assertThat(find(Anchor.class).all())
        .anyMatch(link -> link.getHref().equals("runs/" + child.id()));
    assertThat(words()).contains("v" + child.version() + " · ");
  }

  @Test
  void runsThatWorkOnTheItemsOfALoopAreLinked() {
    var first = summary(runs.add(Status.SUCCEEDED));
    var second = summary(runs.add(Status.RUNNING));
    runs.put(RunSteps.parts(first, second));

    visit("runs/" + RunSteps.PARTS, RunView.class);
    test(bar("Lines, in parts #2")).click();

    assertThat(find(Anchor.class).all())
        .anyMatch(link -> link.getHref().equals("runs/" + second.id()));
  }

  private RunSummary summary(RunId run) {
    return runs.get(run).summary();
  }

  private NativeButton bar(String words) {
    return find(NativeButton.class).all().stream()
        .filter(bar -> bar.getElement().getAttribute("title") != null)
        .filter(bar -> bar.getElement().getAttribute("title").startsWith(words + ","))
        .findFirst()
        .orElseThrow();
  }

  private String input() {
    return find(JsonText.class).withId("step-input").single().text();
  }
}
