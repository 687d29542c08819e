package io.interline.flow.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "PT2H, 2 h",
    "PT90S, 1 min 30 s",
    "P3D, 3 d",
    "P1DT2H3M4S, 1 d 2 h",
    "PT1H0M5S, 1 h 5 s",
    "PT0.25S, 250 ms",
    "PT0S, 0 s"
  })
  void saysTheTwoLargestUnits(Duration duration, String text) {
    assertThat(DurationText.of(duration)).isEqualTo(text);
  }
}
