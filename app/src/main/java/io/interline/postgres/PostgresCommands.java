package io.interline.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs PostgreSQL's programs, which refuse to work for root, with rights that they accept.
final class PostgresCommands {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresCommands.class);
  private static final int ROOT = 0;
  private static final int NOBODY = 65534;
  private static final Duration PROBE = Duration.ofSeconds(30);

  /// As whom the programs run.
  enum Rights {
    /// As the hub's own user, who is not root.
    OWN(List.of(), ROOT),
    /// As the user `nobody`, to whom the server's files are given: it can read nothing of root's.
    NOBODY_USER(
        List.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--no-new-privs"),
        NOBODY),
    /// In a user namespace of their own, where root is nobody in particular. For the kernel it is
    /// root all the same, and may read root's files.
    NAMESPACE(List.of("unshare", "-U"), ROOT);

    private final List<String> prefix;
    private final int owner;

    Rights(List<String> prefix, int owner) {
      this.prefix = prefix;
      this.owner = owner;
    }

    /// The best that this machine offers for a server with its files in a folder.
    ///
    /// @param folder is there
    static Rights choose(Path folder) {
      if (!isRoot()) return OWN;
      if (!folder.toFile().setExecutable(true, false)) LOG.debug("rights unchanged: {}", folder);
      if (NOBODY_USER.reaches(folder)) return NOBODY_USER;
      if (!succeeds(List.of("unshare", "-U", "true"))) return NOBODY_USER;
      LOG.warn(
          "the built-in PostgreSQL runs with root's user id and could read the installation's key:"
              + " it cannot run as nobody, because {} folder={}",
          succeeds(NOBODY_USER.command("true"))
              ? "nobody cannot reach its folder; set INTERLINE_HOME to one that others may enter"
              : "there is no setpriv (Debian: util-linux)",
          folder);
      return NAMESPACE;
    }

    private boolean reaches(Path folder) {
      return succeeds(command("test", "-x", folder.toString()));
    }

    private List<String> command(String... command) {
      var all = new ArrayList<>(prefix);
      all.addAll(List.of(command));
      return all;
    }
  }

  private final Path bin;
  private final Rights rights;

  PostgresCommands(Path home, Rights rights) {
    this.bin = home.resolve("bin");
    this.rights = rights;
  }

  /// Makes a file, or a folder with all that is in it, the server's own. A folder that a hub with
  /// other rights left is given over as well.
  void own(Path path) throws IOException {
    give(path, rights.owner);
  }

  /// Makes a file, or a folder with all that is in it, the hub's own: the server may not change it.
  void keep(Path path) throws IOException {
    give(path, ROOT);
  }

  /// The same for a folder without what is in it.
  void keepAlone(Path folder) throws IOException {
    if (rights != Rights.OWN) giveOne(folder, ROOT);
  }

  /// The folder itself last: one that has its owner is done.
  private void give(Path path, int owner) throws IOException {
    if (rights == Rights.OWN || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
    if (isOf(path, owner)) return;
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            giveOne(file, owner);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) throw failure;
            giveOne(folder, owner);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isOf(Path path, int owner) throws IOException {
    return Integer.valueOf(owner)
        .equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
  }

  private static void giveOne(Path path, int owner) throws IOException {
    if (isOf(path, owner)) return;
    Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
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

  /// Ends a server fast, its data safe on disk, whoever it runs as.
  static void interrupt(long pid, Duration limit) throws IOException {
    var process = ProcessHandle.of(pid);
    if (process.isEmpty()) return;
    execute(List.of("sh", "-c", "kill -INT " + pid), PROBE);
    try {
      process.get().onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "The server that was left behind, process " + pid + ", does not end", e);
    }
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
