package io.interline.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/// The folder of a built-in server, and whether the server that works in it is there.
///
/// The data, the password and the log belong to the user as whom the server runs; all else, the
/// programs among it, to the hub.
///
/// @param base real path of the folder
record ServerFolder(Path base) {

  private static final long LARGE_LOG = 10_000_000;
  private static final int LAST_LINES = 10;

  Path data() {
    return base.resolve("data");
  }

  /// Where the database files are made before they are moved to their place.
  Path unfinished() {
    return base.resolve("data-unfinished");
  }

  Path log() {
    return base.resolve("server.log");
  }

  Path passwordFile() {
    return base.resolve("password");
  }

  /// Whether the files are there without which no server can start.
  boolean hasData() {
    return Files.exists(data().resolve("PG_VERSION"))
        && Files.exists(data().resolve("global/pg_control"));
  }

  /// Whether the server's process is there; it may be starting yet.
  boolean isRunning() throws IOException {
    try {
      return Files.exists(pidFile()) && runsOnOurData(pid());
    } catch (NoSuchFileException e) {
      return false; // it went away in between
    }
  }

  /// Process id of the server; 0 while its file is being written.
  long pid() throws IOException {
    var lines = Files.readAllLines(pidFile());
    return lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().trim());
  }

  void forgetPid() throws IOException {
    Files.deleteIfExists(pidFile());
  }

  /// The password that the folder keeps, made when there is none.
  String password() throws IOException {
    var file = passwordFile();
    if (Files.exists(file)) return Files.readString(file);
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String made = HexFormat.of().formatHex(random);
    var half = base.resolve("password-unfinished");
    Files.deleteIfExists(half);
    Files.createFile(
        half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(half, made);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    return made;
  }

  /// Makes the server's files its own, and the rest the hub's, whoever had them before.
  void share(PostgresCommands commands) throws IOException {
    if (Files.exists(log()) && Files.size(log()) > LARGE_LOG)
      Files.move(log(), base.resolve("server.log.old"), StandardCopyOption.REPLACE_EXISTING);
    if (!Files.exists(log())) Files.createFile(log());
    for (var file : List.of(data(), unfinished(), passwordFile(), log())) commands.own(file);
    try (var files = Files.list(base)) {
      for (Path file : files.filter(ServerFolder::isOfTheHub).toList()) commands.keep(file);
    }
    commands.keepAlone(base);
  }

  private static boolean isOfTheHub(Path file) {
    String name = file.getFileName().toString();
    return name.equals("lock") || name.startsWith("programs-");
  }

  /// Processes of a server that was killed may live on for a moment, and hold its shared memory: as
  /// long as they do, no other server starts on the data. Where the kernel hides in which folder
  /// they work, they are left to end by themselves.
  void endLeftovers() {
    ProcessHandle.allProcesses()
        .filter(process -> isOfOurServer(process.pid()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private boolean isOfOurServer(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(data())
          && Files.readString(Path.of("/proc/" + pid + "/cmdline")).startsWith("postgres: ");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /// A process that was killed and not collected yet has no command line any more.
  private boolean runsOnOurData(long pid) throws IOException {
    var commandLine = Path.of("/proc/" + pid + "/cmdline");
    if (!Files.exists(commandLine)) return false;
    return List.of(Files.readString(commandLine).split("\0")).contains(data().toString());
  }

  /// The last words of the server.
  String lastWords() throws IOException {
    if (!Files.exists(log())) return "nothing";
    var lines = Files.readAllLines(log());
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private Path pidFile() {
    return data().resolve("postmaster.pid");
  }
}
