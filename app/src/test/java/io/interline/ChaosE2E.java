package io.interline;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.chaos.Chaos;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The short form of `./interline chaos`: two nodes on one database, under load, while a fault
/// happens.
class ChaosE2E {

  private static final Path JAR = Path.of("target", "interline.jar").toAbsolutePath();

  @Test
  void nothingThatWasAcceptedIsLost() throws Exception {
    var broken = Chaos.shortForm(JAR, List.of("KILL_NODES", "END_SESSIONS"));

    assertThat(broken).isEmpty();
  }
}
