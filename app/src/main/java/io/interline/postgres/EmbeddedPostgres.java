package io.interline.postgres;

import io.interline.postgres.PostgresCommands.Rights;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/// A running PostgreSQL server with its data in a folder, for the hub alone. It listens on
/// 127.0.0.1 only, on a port that is free when it starts; every commit is flushed to disk.
///
/// The server outlives a hub that is killed; the next start on the folder stops it and goes on with
/// the data. One hub at a time may use a folder. Not for use by several threads.
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String SUPERUSER = "postgres";
  private static final Duration LIMIT = Duration.ofSeconds(70);
  private static final long LARGE_LOG = 10_000_000;
  private static final int PORT_TRIES = 3;
  private static final int WAL_FILE_MEGABYTES = 4;

  /// Commits wait while a new file of the log is filled with zeros, 40 ms for the usual 16 MB:
  /// files are small, and once made they are kept to be used again. They wait as well while the
  /// kernel writes out what has gathered: the background writer writes all along, and whoever
  /// writes, a vacuum too, has it flushed soon.
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", "''"),
          Map.entry("max_connections", "60"),
          Map.entry("shared_buffers", "256MB"),
          Map.entry("min_wal_size", "1GB"),
          Map.entry("max_wal_size", "4GB"),
          Map.entry("checkpoint_timeout", "15min"),
          Map.entry("bgwriter_delay", "50ms"),
          Map.entry("bgwriter_lru_maxpages", "2000"),
          Map.entry("bgwriter_lru_multiplier", "4"),
          Map.entry("backend_flush_after", "512kB"));

  private final FolderLock lock;
  private final Path base;
  private final Path data;
  private final PostgresCommands commands;
  private final String password;
  private final int port;

  private EmbeddedPostgres(Path base, FolderLock lock, Rights rights) throws IOException {
    this.base = base;
    this.data = base.resolve("data");
    this.lock = lock;
    this.commands = new PostgresCommands(PostgresBinaries.unpack(base), rights);
    this.password = password(base.resolve("password"));
    commands.own(base);
    if (!Files.exists(data)) initialise();
    stopOrphan();
    this.port = launch();
  }

  /// Starts the server, and makes its database files when the folder has none.
  ///
  /// @throws PostgresUnavailable when another hub uses the folder, or the server does not start
  public static EmbeddedPostgres start(Path folder) {
    return start(folder, Rights.choose());
  }

  static EmbeddedPostgres start(Path folder, Rights rights) {
    try {
      Files.createDirectories(folder);
      var base = folder.toRealPath();
      var lock = FolderLock.take(base);
      try {
        return new EmbeddedPostgres(base, lock, rights);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new PostgresUnavailable(
          "The built-in PostgreSQL in " + folder + " did not start. " + e.getMessage(), e);
    }
  }

  /// JDBC address of one of its databases, without user or password.
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /// Name of the role that may do everything.
  public String user() {
    return SUPERUSER;
  }

  /// Password of [#user()].
  public String password() {
    return password;
  }

  /// Stops the server, its data safe on disk, and leaves the folder to others.
  @Override
  public void close() {
    try {
      stop();
    } catch (IOException e) {
      throw new PostgresUnavailable("The built-in PostgreSQL in " + base + " did not stop.", e);
    } finally {
      lock.close();
    }
  }

  /// Ends the server as a loss of power does. For tests of faults; [#restart()] repairs it.
  public void crash() throws IOException {
    commands.run(LIMIT, "pg_ctl", "stop", "--mode=immediate", "--wait", "--pgdata=" + data);
  }

  /// Starts a server that has ended, on the port that it had.
  public void restart() throws IOException {
    Files.deleteIfExists(pidFile());
    launch(port);
  }

  public boolean isRunning() throws IOException {
    return Files.exists(pidFile()) && runsOnOurData(pid());
  }

  /// Process id of the server.
  long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(pidFile()).getFirst().trim());
  }

  private static String password(Path file) throws IOException {
    if (Files.exists(file)) return Files.readString(file);
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String made = HexFormat.of().formatHex(random);
    var unfinished = file.resolveSibling("password-unfinished");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, made);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    return made;
  }

  /// Makes the database files beside their place and moves them there, so that a start that was cut
  /// short leaves nothing half made.
  private void initialise() throws IOException {
    var unfinished = base.resolve("data-unfinished");
    FileSystemUtils.deleteRecursively(unfinished);
    commands.run(
        LIMIT,
        "initdb",
        "--pgdata=" + unfinished,
        "--username=" + SUPERUSER,
        "--pwfile=" + base.resolve("password"),
        "--auth=scram-sha-256",
        "--wal-segsize=" + WAL_FILE_MEGABYTES,
        "--encoding=UTF8",
        "--locale=C");
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /// We hold the lock, so a server that still runs on our data was left by a hub that was killed.
  private void stopOrphan() throws IOException {
    if (!Files.exists(pidFile())) return;
    if (runsOnOurData(pid())) {
      stop();
    } else {
      Files.delete(pidFile());
    }
  }

  private boolean runsOnOurData(long pid) throws IOException {
    var commandLine = Path.of("/proc/" + pid + "/cmdline");
    if (!Files.exists(commandLine)) return false;
    return List.of(Files.readString(commandLine).split("\0")).contains(data.toString());
  }

  private int launch() throws IOException {
    var log = base.resolve("server.log");
    if (Files.exists(log) && Files.size(log) > LARGE_LOG)
      Files.move(log, base.resolve("server.log.old"), StandardCopyOption.REPLACE_EXISTING);
    for (int attempt = 1; ; attempt++) {
      int free = freePort();
      try {
        launch(free);
        return free;
      } catch (IOException e) {
        // Somebody else may have taken the port in between.
        if (attempt == PORT_TRIES)
          throw new IOException(e.getMessage() + "Its log says: " + tail(log), e);
      }
    }
  }

  private void launch(int port) throws IOException {
    commands.run(
        LIMIT,
        "pg_ctl",
        "start",
        "--wait",
        "--timeout=60",
        "--pgdata=" + data,
        "--log=" + base.resolve("server.log"),
        "--options=" + options(port));
  }

  private static String options(int port) {
    return SETTINGS.entrySet().stream()
        .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
        .sorted()
        .collect(Collectors.joining(" ", "-p " + port + " ", ""));
  }

  private void stop() throws IOException {
    commands.run(
        LIMIT, "pg_ctl", "stop", "--mode=fast", "--wait", "--timeout=60", "--pgdata=" + data);
  }

  private Path pidFile() {
    return data.resolve("postmaster.pid");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String tail(Path log) throws IOException {
    if (!Files.exists(log)) return "nothing";
    var lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }
}
