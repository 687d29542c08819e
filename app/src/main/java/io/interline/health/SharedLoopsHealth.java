package io.interline.health;

import io.interline.flow.SharedLoops;
import io.interline.flow.SharedLoops.SetAside;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/// `DEGRADED` while a shared loop has set something aside: the hub works, but not for that. It
/// stays ready, and restarting it is no help.
@Component("sharedLoops")
final class SharedLoopsHealth implements HealthIndicator {

  static final Status DEGRADED =
      new Status("DEGRADED", "Something is set aside; all else goes on. The log says why.");

  private final SharedLoops loops;

  SharedLoopsHealth(SharedLoops loops) {
    this.loops = loops;
  }

  @Override
  public Health health() {
    var aside = loops.setAside();
    if (aside.isEmpty()) return Health.up().build();
    return Health.status(DEGRADED)
        .withDetail("setAside", aside.size())
        .withDetail(
            "loops",
            aside.stream().collect(Collectors.groupingBy(SetAside::loop, Collectors.counting())))
        .withDetail("since", aside.getFirst().since().toString())
        .build();
  }
}
