package io.interline.ui.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ViewPackages;
import io.interline.flow.Limits.State;
import io.interline.ui.shell.MainLayout;
import io.interline.ui.testing.FakeLimits;
import io.interline.ui.testing.ViewTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ViewPackages(classes = {LimitsView.class, MainLayout.class})
class LimitsViewTest extends ViewTest {

  @Autowired private FakeLimits limits;

  @Test
  void showsEachLimitWhatIsUsedAndWhatHappensThere() {
    navigate(LimitsView.class);

    assertThat(words())
        .contains(
            "Runs this month",
            "120",
            "of 1,000",
            "refused with 429",
            "5,000",
            "Order sync",
            "1 March")
        .doesNotContain("the limit is reached");
  }

  @Test
  void warnsWhereMostIsUsed() {
    limits.monthlyRuns(800, State.NEAR, false);

    navigate(LimitsView.class);

    assertThat(words()).contains("more than 80 % are used");
    assertThat(shows("limit-note-monthly_runs")).isTrue();
  }

  @Test
  void saysThatTheLimitIsReached() {
    limits.monthlyRuns(1_000, State.REACHED, false);

    navigate(LimitsView.class);

    assertThat(words()).contains("the limit is reached");
  }

  @Test
  void saysThatMoreIsTaken() {
    limits.monthlyRuns(1_200, State.OVER, true);

    navigate(LimitsView.class);

    assertThat(words()).contains("counted as overage").doesNotContain("the limit is reached");
  }
}
