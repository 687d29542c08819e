package io.interline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.util.FileSystemUtils;

/// One hub, with the sample, for all browser tests of a JVM: its start takes longer than most of
/// them. Ends when the last test is done.
final class SharedHub implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(SharedHub.class))
        .computeIfAbsent(Running.class, _ -> Running.ONLY);
  }

  static HubProcess get() {
    return Running.ONLY.hub;
  }

  /// Folder of its data.
  static Path home() {
    return Running.ONLY.home;
  }

  private record Running(Path home, HubProcess hub) implements AutoCloseable {

    static final Running ONLY = start();

    private static Running start() {
      try {
        var home = Files.createTempDirectory("interline-browser");
        assertThat(home.toFile().setExecutable(true, false)).isTrue();
        var hub = HubProcess.start(home, "--sample", "--interline.sample.port=0");
        hub.awaitPrinted("Send an order");
        return new Running(home, hub);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      hub.close();
      FileSystemUtils.deleteRecursively(home);
    }
  }
}
