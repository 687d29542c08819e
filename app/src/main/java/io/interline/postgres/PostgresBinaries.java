package io.interline.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/// Programs of PostgreSQL, unpacked once from the archive on the class path.
final class PostgresBinaries {

  private static final int EXECUTABLE = 0111;

  private PostgresBinaries() {}

  /// The folder that holds `bin`; unpacked into `base` when it is not there yet. A folder is there
  /// whole or not at all, whenever the unpacking stops.
  static Path unpack(Path base) throws IOException {
    URL archive = archive();
    var home = base.resolve("programs-" + fingerprint(archive));
    if (Files.isDirectory(home)) return home;
    removeOthers(base);
    var unfinished = Files.createTempDirectory(base, "programs-unfinished-");
    try (var in = archive.openStream()) {
      extract(in, unfinished);
    }
    readableByAll(unfinished);
    return Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
  }

  private static URL archive() {
    String name =
        switch (System.getProperty("os.name") + " " + System.getProperty("os.arch")) {
          case "Linux amd64" -> "/postgres-linux-x86_64.txz";
          case "Linux aarch64" -> "/postgres-linux-arm_64.txz";
          default -> "";
        };
    URL found = name.isEmpty() ? null : PostgresBinaries.class.getResource(name);
    if (found == null)
      throw new PostgresUnavailable(
          "There is no built-in PostgreSQL for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + ". Start a PostgreSQL 18 server and name it in INTERLINE_DATABASE_URL.");
    return found;
  }

  /// Differs between versions of the archive.
  private static String fingerprint(URL archive) throws IOException {
    var entry = ((JarURLConnection) archive.openConnection()).getJarEntry();
    return Long.toHexString(entry.getCrc());
  }

  private static void removeOthers(Path base) throws IOException {
    try (Stream<Path> entries = Files.list(base)) {
      for (Path old : entries.filter(PostgresBinaries::isPrograms).toList()) {
        FileSystemUtils.deleteRecursively(old);
      }
    }
  }

  private static boolean isPrograms(Path entry) {
    return entry.getFileName().toString().startsWith("programs-");
  }

  private static void extract(InputStream archive, Path into) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) throw new IOException("outside of the folder: " + entry);
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, target);
          if ((entry.getMode() & EXECUTABLE) != 0) readableByAll(target);
        }
      }
    }
  }

  /// The server may run as another user than the hub.
  private static void readableByAll(Path path) throws IOException {
    if (!path.toFile().setReadable(true, false) || !path.toFile().setExecutable(true, false))
      throw new IOException("cannot set the rights of " + path);
  }
}
