package io.interline.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/// The folder of a built-in PostgreSQL that has been used before. Unpacking the programs and making
/// the database files takes most of a first start; tests of something else begin with a copy.
public final class UsedFolder {

  private UsedFolder() {}

  /// Makes `folder`, which must not be there, as a hub leaves it that was started and stopped.
  public static void at(Path folder) {
    try {
      Files.createDirectories(folder.getParent());
      run("cp", "-a", Made.FOLDER.toString(), folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) throws IOException {
    try {
      var process = new ProcessBuilder(command).inheritIO().start();
      if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + " failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// Made when first asked for: one for all of a run of `./interline test`, or one of this JVM's.
  private static final class Made {

    private static final Path FOLDER = make(System.getenv("INTERLINE_TEST_SERVER"));

    private static Path make(@Nullable String run) {
      try {
        if (run != null) return makeIn(Path.of(run));
        var own = Files.createTempDirectory("interline-used-folder");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(own)));
        return makeIn(own);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Path makeIn(Path parent) throws IOException {
      if (!parent.toFile().setExecutable(true, false)) throw new IOException("rights of " + parent);
      var folder = parent.resolve("used-postgres");
      try (var channel =
              FileChannel.open(
                  parent.resolve("used-postgres.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (!Files.exists(folder.resolve("data"))) EmbeddedPostgres.start(folder).close();
      }
      return folder;
    }

    private static void remove(Path folder) {
      try {
        FileSystemUtils.deleteRecursively(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
