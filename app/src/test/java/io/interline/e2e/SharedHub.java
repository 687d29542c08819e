package io.interline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.postgres.UsedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/// One hub, with the sample, for all browser tests of a JVM: its start takes longer than most of
/// them. Ends with the JVM, and not with JUnit's root context: where two JVMs share the classes,
/// each class is a run of JUnit of its own.
final class SharedHub {

  private SharedHub() {}

  static HubProcess get() {
    return Running.ONLY.hub;
  }

  /// Folder of its data.
  static Path home() {
    return Running.ONLY.home;
  }

  private record Running(Path home, HubProcess hub) {

    static final Running ONLY = start();

    private static Running start() {
      try {
        var home = Files.createTempDirectory("interline-browser");
        assertThat(home.toFile().setExecutable(true, false)).isTrue();
        UsedFolder.at(home.resolve("postgres"));
        var hub = HubProcess.start(home, "--sample", "--interline.sample.port=0");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(hub, home)));
        hub.awaitPrinted("Send an order");
        return new Running(home, hub);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void end(HubProcess hub, Path home) {
      hub.close();
      try {
        FileSystemUtils.deleteRecursively(home);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
