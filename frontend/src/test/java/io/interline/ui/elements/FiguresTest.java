package io.interline.ui.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void durationsAreSaidInTheUnitThatFits() {
    assertThat(Figures.millis(12)).isEqualTo("12 ms");
    assertThat(Figures.millis(4_210)).isEqualTo("4.2 s");
    assertThat(Figures.millis(59_900)).isEqualTo("59 s");
    assertThat(Figures.duration(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
    assertThat(Figures.duration(Duration.ofHours(2))).isEqualTo("2 h");
    assertThat(Figures.duration(Duration.ofHours(50))).isEqualTo("2 d 2 h");
    assertThat(Figures.duration(Duration.ofMillis(-5))).isEqualTo("0 ms");
  }

  @Test
  void countsAndSizesAreGrouped() {
    assertThat(Figures.count(148_204)).isEqualTo("148,204");
    assertThat(Figures.count(1, "run")).isEqualTo("1 run");
    assertThat(Figures.count(2, "run")).isEqualTo("2 runs");
    assertThat(Figures.bytes(812)).isEqualTo("812 B");
    assertThat(Figures.bytes(1_100)).isEqualTo("1.1 kB");
    assertThat(Figures.bytes(16_000_000)).isEqualTo("16.0 MB");
  }
}
