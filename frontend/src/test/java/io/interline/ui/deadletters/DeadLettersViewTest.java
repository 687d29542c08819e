package io.interline.ui.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.flow.DeadLetters.ReplayFrom;
import io.interline.flow.DeadLetters.ReplayOn;
import io.interline.flow.DeadLetters.Status;
import io.interline.tenant.Role;
import io.interline.ui.elements.CodeEditor;
import io.interline.ui.runs.RunView;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.testing.ViewTest;
import org.junit.jupiter.api.Test;

@ViewPackages(classes = {DeadLettersView.class, RunView.class, MainLayout.class})
class DeadLettersViewTest extends ViewTest {

  @Test
  void aCauseIsReplayedAsAWhole() {
    for (int i = 0; i < 3; i++) deadLetters.add("unknown SKU K-77");
    var other = deadLetters.add("no such customer");
    navigate(DeadLettersView.class);
    assertThat(words()).contains("3 ×");

    test(find(Button.class).withClassName("il-replay-group").all().getFirst()).click();
    assertThat(words()).contains("3 × Order sync v1", "→ v2");
    click("replay-confirm");

    assertThat(words()).contains("Replay of 3 messages", "3 of 3 replayed");
    assertThat(shows("letter-" + other)).isTrue();
    assertThat(deadLetters.countOpen()).isEqualTo(1);
  }

  @Test
  void aCauseLeadsToItsLetters() {
    var one = deadLetters.add("unknown SKU K-77");
    var other = deadLetters.add("no such customer");
    navigate(DeadLettersView.class);

    test(find(Button.class).withClassName("il-open-group").all().getFirst()).click();

    assertThat(shows("letter-" + one)).isNotEqualTo(shows("letter-" + other));
  }

  @Test
  void selectedLettersAreReplayed() {
    deadLetters.add("unknown SKU K-77");
    deadLetters.add("unknown SKU K-77");
    navigate(DeadLettersView.class);
    for (var box : find(Checkbox.class).all()) test(box).click();
    assertThat(words()).contains("2 dead letters selected");

    click("selection-replay");
    test(find(ConfirmDialog.class).single()).confirm();

    assertThat(words()).contains("2 messages replayed.");
    assertThat(deadLetters.countOpen()).isZero();
  }

  @Test
  @SuppressWarnings("unchecked")
  void letterIsReplayedFromTheFailedStepOnItsOwnVersion() {
    var run = deadLetters.add("unknown SKU K-77");
    visit("dead-letters?run=" + run, DeadLettersView.class);
    click("letter-choose");
    find(RadioButtonGroup.class).withId("replay-from").single().setValue(ReplayFrom.FAILED_STEP);
    find(RadioButtonGroup.class).withId("replay-on").single().setValue(ReplayOn.SAME);

    click("letter-replay-confirm");

    assertThat(deadLetters.choices()).containsExactly("FAILED_STEP SAME");
    assertThat(getCurrentView()).isInstanceOf(RunView.class);
  }

  @Test
  void replayUnderWayIsPausedAndCancelled() {
    deadLetters.add("unknown SKU K-77");
    replays.slow();
    navigate(DeadLettersView.class);
    click("replay-filtered");
    click("replay-confirm");

    test(find(Button.class).withClassName("il-replay-pause").single()).click();
    assertThat(words()).contains("Paused", "Go on");
    test(find(Button.class).withClassName("il-replay-cancel").single()).click();

    assertThat(words()).contains("Cancelled");
    assertThat(deadLetters.countOpen()).isEqualTo(1);
  }

  @Test
  void letterIsEditedAndReplayed() {
    var run = deadLetters.add("unknown SKU K-77");
    visit("dead-letters?run=" + run, DeadLettersView.class);
    click("letter-edit");
    var editor = find(CodeEditor.class).withId("letter-editor").single();
    assertThat(editor.getValue()).contains("118.50");

    editor.setValue("{\"orderId\": ");
    assertThat(words()).contains("This is no JSON", "line 1");
    click("letter-replay-edited");
    assertThat(deadLetters.payloads()).isEmpty();

    editor.setValue("{\"orderId\":\"W-2\"}");
    assertThat(words()).doesNotContain("This is no JSON");
    click("letter-replay-edited");
    assertThat(deadLetters.payloads()).containsExactly("{\"orderId\":\"W-2\"}");
    assertThat(getCurrentView()).isInstanceOf(RunView.class);
  }

  @Test
  void discardAsksForAReason() {
    var run = deadLetters.add("unknown SKU K-77");
    visit("dead-letters?run=" + run, DeadLettersView.class);
    click("letter-discard");

    click("discard-confirm");
    assertThat(deadLetters.reasons()).isEmpty();

    test(find(TextField.class).withId("discard-reason").single()).setValue("sent by hand");
    click("discard-confirm");
    assertThat(deadLetters.reasons()).containsExactly("sent by hand");
    assertThat(deadLetters.get(run).letter().status()).isEqualTo(Status.DISCARDED);
    assertThat(words()).contains("No dead letters");
  }

  @Test
  void letterReplayedMeanwhileIsSaidInTheDrawer() {
    var run = deadLetters.add("unknown SKU K-77");
    visit("dead-letters?run=" + run, DeadLettersView.class);
    deadLetters.replay(run, null);

    click("letter-replay");

    assertThat(words()).contains("was replayed or discarded already");
  }

  @Test
  void viewerMayLookOnly() {
    var run = deadLetters.add("unknown SKU K-77");
    as(Role.VIEWER);

    visit("dead-letters?run=" + run, DeadLettersView.class);

    assertThat(words()).contains("unknown SKU K-77");
    assertThat(shows("letter-replay")).isFalse();
    assertThat(find(Checkbox.class).all()).isEmpty();
  }
}
