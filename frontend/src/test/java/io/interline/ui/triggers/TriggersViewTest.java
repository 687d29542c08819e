package io.interline.ui.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.flow.Triggers.Health;
import io.interline.flow.Triggers.Kind;
import io.interline.tenant.Role;
import io.interline.ui.testing.ViewTest;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class TriggersViewTest extends ViewTest {

  @Test
  void listShowsHowTriggersAreAndIsFiltered() {
    triggers.add("orders", Kind.POLLING, Health.FAILING);
    triggers.add("nightly", Kind.SCHEDULE, Health.OK);

    visit("triggers", TriggersView.class);
    assertThat(words())
        .contains(
            "Flow orders", "Failing", "The other system failed (500).", "Flow nightly", "Well");
    visit("triggers?health=failing", TriggersView.class);

    assertThat(words()).contains("Flow orders").doesNotContain("Flow nightly");
  }

  @Test
  void pollIsPausedAskedAndSetBack() {
    triggers.add("orders", Kind.POLLING, Health.OK);
    visit("triggers?trigger=orders&in=production", TriggersView.class);

    click("trigger-fire");
    click("trigger-pause");
    test(find(TextField.class).withId("pause-reason").single()).setValue("they move house");
    click("pause-do");
    click("trigger-set-cursor");
    test(find(Checkbox.class).withId("cursor-anew").single()).click();
    click("cursor-set");

    assertThat(triggers.done()).containsExactly("fire", "pause they move house", "cursor null 7");
  }

  @Test
  void windowOfAScheduleIsMadeUpFor() {
    triggers.add("nightly", Kind.SCHEDULE, Health.OK);
    visit("triggers?trigger=nightly", TriggersView.class);

    click("trigger-backfill");
    click("backfill-do");
    assertThat(triggers.done()).as("nothing without a window").isEmpty();
    test(find(DateTimePicker.class).withId("backfill-from").single())
        .setValue(LocalDateTime.of(2026, 1, 1, 0, 0));
    test(find(DateTimePicker.class).withId("backfill-until").single())
        .setValue(LocalDateTime.of(2026, 1, 2, 0, 0));
    click("backfill-do");

    assertThat(triggers.done())
        .containsExactly("backfill 2026-01-01T00:00:00Z 2026-01-02T00:00:00Z");
    assertThat(notice()).contains("20 runs started for 24 times");
  }

  @Test
  void viewerLooksAndChangesNothing() {
    triggers.add("orders", Kind.POLLING, Health.PAUSED);
    as(Role.VIEWER);

    visit("triggers?trigger=orders", TriggersView.class);

    assertThat(words()).contains("they move house");
    assertThat(shows("trigger-resume")).isFalse();
    assertThat(shows("trigger-set-cursor")).isFalse();
  }

  @Test
  void emptyListSaysWhatWouldBeHere() {
    visit("triggers", TriggersView.class);

    assertThat(words()).contains("No schedules, polls or streams");
  }
}
