package io.interline.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs PostgreSQL's programs, which refuse to work for root, with rights that they accept.
final class PostgresCommands {

  private static final String NOBODY = "65534";
  private static final Duration PROBE = Duration.ofSeconds(5);
  private static final Duration CHANGE_OWNER = Duration.ofMinutes(2);

  /// As whom the programs run.
  enum Rights {
    /// As the hub's own user, who is not root.
    OWN(List.of()),
    /// In a user namespace of their own, where root is nobody in particular; files stay root's.
    NAMESPACE(List.of("unshare", "-U")),
    /// As the user `nobody`, to whom the files are given: for containers without user namespaces.
    NOBODY_USER(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));

    private final List<String> prefix;

    Rights(List<String> prefix) {
      this.prefix = prefix;
    }

    /// The best that this machine offers.
    static Rights choose() {
      if (!isRoot()) return OWN;
      return succeeds(List.of("unshare", "-U", "true")) ? NAMESPACE : NOBODY_USER;
    }
  }

  private final Path bin;
  private final Rights rights;

  PostgresCommands(Path home, Rights rights) {
    this.bin = home.resolve("bin");
    this.rights = rights;
  }

  /// Makes the files under a folder the server's own, where it runs as another user.
  void own(Path folder) throws IOException {
    if (rights == Rights.NOBODY_USER)
      execute(List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()), CHANGE_OWNER);
  }

  /// Runs one of PostgreSQL's programs to its end.
  ///
  /// @throws IOException with all that the program said, when it fails or takes too long
  void run(Duration limit, String program, String... arguments) throws IOException {
    var command = new ArrayList<>(rights.prefix);
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    execute(command, limit);
  }

  private static void execute(List<String> command, Duration limit) throws IOException {
    var output = Files.createTempFile("interline-postgres", ".out");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!ended(process, limit)) throw new IOException(command + " took longer than " + limit);
      if (process.exitValue() != 0)
        throw new IOException(
            command + " ended with " + process.exitValue() + ": " + Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  private static boolean succeeds(List<String> command) {
    try {
      execute(command, PROBE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean ended(Process process, Duration limit) throws IOException {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) return true;
      process.destroyForcibly();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException("interrupted", e);
    }
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "root".equals(System.getProperty("user.name"));
    }
  }
}
