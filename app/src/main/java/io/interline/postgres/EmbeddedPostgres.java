package io.interline.postgres;

import io.interline.postgres.PostgresCommands.Rights;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/// A running PostgreSQL server with its data in a folder, for the hub alone. It listens on
/// 127.0.0.1 only, on a port that is free when it starts; every commit is flushed to disk.
///
/// The server outlives a hub that is killed; the next start on the folder stops it and goes on with
/// the data. One hub at a time may use a folder. [PostgresSupervisor] starts it again when it ends.
/// Not for use by several threads.
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String SUPERUSER = "postgres";
  private static final Duration LIMIT = Duration.ofSeconds(70);
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
  private final ServerFolder folder;
  private final PostgresCommands commands;
  private final String password;
  private final int port;

  private EmbeddedPostgres(ServerFolder folder, FolderLock lock, Rights rights) throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.commands = new PostgresCommands(PostgresBinaries.unpack(folder.base()), rights);
    this.password = folder.password();
    stopOrphan();
    folder.share(commands);
    if (!Files.exists(folder.data())) initialise();
    this.port = launch();
  }

  /// Starts the server, and makes its database files when the folder has none.
  ///
  /// @throws PostgresUnavailable when another hub uses the folder, or the server does not start
  public static EmbeddedPostgres start(Path folder) {
    return start(folder, null);
  }

  /// @param rights absent for the best that the machine offers
  static EmbeddedPostgres start(Path folder, @Nullable Rights rights) {
    try {
      Files.createDirectories(folder);
      var base = folder.toRealPath();
      var lock = FolderLock.take(base);
      try {
        var chosen = rights == null ? Rights.choose(base) : rights;
        return new EmbeddedPostgres(new ServerFolder(base), lock, chosen);
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

  ServerFolder folder() {
    return folder;
  }

  /// Stops the server, its data safe on disk, and leaves the folder to others.
  @Override
  public void close() {
    try {
      if (isRunning()) stop();
    } catch (IOException e) {
      throw new PostgresUnavailable(
          "The built-in PostgreSQL in " + folder.base() + " did not stop.", e);
    } finally {
      lock.close();
    }
  }

  /// Ends the server as a loss of power does. For tests of faults; [#restart()] repairs it.
  public void crash() throws IOException {
    commands.run(LIMIT, "pg_ctl", "stop", "--mode=immediate", "--wait", "--pgdata=" + data());
  }

  /// Starts a server that has ended, on the port that it had.
  ///
  /// @throws IOException with the last words of the server when it does not start
  public void restart() throws IOException {
    folder.endLeftovers();
    folder.forgetPid();
    try {
      launch(port);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "Its log says: " + folder.lastWords(), e);
    }
  }

  /// Whether the server's process is there; it may be starting yet.
  public boolean isRunning() throws IOException {
    return folder.isRunning();
  }

  /// Process id of the server.
  long pid() throws IOException {
    return folder.pid();
  }

  /// Makes the database files beside their place and moves them there, so that a start that was cut
  /// short leaves nothing half made.
  private void initialise() throws IOException {
    var unfinished = folder.unfinished();
    FileSystemUtils.deleteRecursively(unfinished);
    Files.createDirectory(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    commands.own(unfinished);
    commands.run(
        LIMIT,
        "initdb",
        "--pgdata=" + unfinished,
        "--username=" + SUPERUSER,
        "--pwfile=" + folder.passwordFile(),
        "--auth=scram-sha-256",
        "--wal-segsize=" + WAL_FILE_MEGABYTES,
        "--encoding=UTF8",
        "--locale=C");
    Files.move(unfinished, folder.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  /// We hold the lock, so a server that still runs on our data was left by a hub that was killed.
  private void stopOrphan() throws IOException {
    if (isRunning()) PostgresCommands.interrupt(pid(), LIMIT);
    folder.forgetPid();
  }

  private int launch() throws IOException {
    for (int attempt = 1; ; attempt++) {
      int free = freePort();
      try {
        launch(free);
        return free;
      } catch (IOException e) {
        // Somebody else may have taken the port in between.
        if (attempt == PORT_TRIES)
          throw new IOException(e.getMessage() + "Its log says: " + folder.lastWords(), e);
      }
    }
  }

  private void launch(int port) throws IOException {
    folder.share(commands);
    commands.run(
        LIMIT,
        "pg_ctl",
        "start",
        "--wait",
        "--timeout=60",
        "--pgdata=" + data(),
        "--log=" + folder.log(),
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
        LIMIT, "pg_ctl", "stop", "--mode=fast", "--wait", "--timeout=60", "--pgdata=" + data());
  }

  private Path data() {
    return folder.data();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
