package io.interline.startup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The one secret of an installation: 32 random bytes in a file. Connection secrets are encrypted
/// under it, and what the hub's nodes must agree on is derived from it. Whoever loses it loses the
/// stored secrets; all nodes of an installation need the same.
public final class InstallationKey {

  private static final int LENGTH = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  private InstallationKey(byte[] key) {
    this.key = key;
  }

  /// Reads the key, and makes one first when there is no file.
  ///
  /// @throws StartRefused when the file holds something else or cannot be read or written
  public static InstallationKey load(Path file) {
    try {
      if (!Files.exists(file)) make(file);
      byte[] key = Files.readAllBytes(file);
      if (key.length != LENGTH)
        throw new StartRefused(
            "The key file "
                + file
                + " has "
                + key.length
                + " bytes instead of "
                + LENGTH
                + ". Bring back the right file: without it the stored secrets cannot be read.");
      return new InstallationKey(key);
    } catch (IOException e) {
      throw new StartRefused("The key file " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  /// 32 bytes that nobody can guess without the key; the same for the same purpose.
  public byte[] derive(String purpose) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
    }
  }

  /// Written beside its place and moved there: a start that is cut short leaves no half key, and of
  /// two nodes that start at once the second takes the key of the first.
  private static void make(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    byte[] key = new byte[LENGTH];
    new SecureRandom().nextBytes(key);
    var unfinished =
        Files.createTempFile(
            folder,
            "key-",
            ".unfinished",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(unfinished, key);
    try {
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException e) {
      // The key of the other node it is.
    } finally {
      Files.delete(unfinished);
    }
  }
}
