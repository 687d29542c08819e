package io.interline.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.flow.SharedLoops.SetAside;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class SharedLoopsHealthTest {

  private static final Instant THEN = Instant.parse("2026-01-31T10:00:00Z");

  @Test
  void isUpWhileNothingIsSetAside() {
    assertThat(new SharedLoopsHealth(List::of).health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void isDegradedWhileSomethingIsSetAsideAndSaysInWhichLoop() {
    var key =
        new SetAside("ordering-keys", "ordering key of flow a", null, THEN, THEN, 3, "poison");
    var run = new SetAside("rollup", "run 1", null, THEN.plusSeconds(1), THEN, 1, "poison");

    var health = new SharedLoopsHealth(() -> List.of(key, run)).health();

    assertThat(health.getStatus()).isEqualTo(SharedLoopsHealth.DEGRADED);
    assertThat(health.getDetails())
        .containsEntry("setAside", 2)
        .containsEntry("loops", Map.of("ordering-keys", 1L, "rollup", 1L))
        .containsEntry("since", "2026-01-31T10:00:00Z");
  }
}
