package io.interline.connector.internal.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The key-encryption key, from the 32 bytes in the file that `interline.key-file` names.
@Component
final class InstallationKey {

  private static final int LENGTH = 32;
  private static final byte[] PURPOSE = "interline tenant keys 1".getBytes(StandardCharsets.UTF_8);

  private final SecretKey key;

  /// @throws IllegalStateException when the file is not there or holds something else
  @Autowired
  InstallationKey(@Value("${interline.key-file}") Path file) {
    this(read(file));
  }

  /// @param secret 32 random bytes; cleared
  InstallationKey(byte[] secret) {
    this.key = derived(secret);
    Arrays.fill(secret, (byte) 0);
  }

  /// Only for wrapping the keys of tenants.
  SecretKey key() {
    return key;
  }

  private static byte[] read(Path file) {
    try {
      var secret = Files.readAllBytes(file);
      if (secret.length == LENGTH) return secret;
      throw new IllegalStateException(
          "The key file " + file + " must hold 32 bytes, and holds " + secret.length + ".");
    } catch (IOException e) {
      throw new IllegalStateException(
          "The key file " + file + " cannot be read; interline.key-file names it.", e);
    }
  }

  /// HKDF of RFC 5869 with SHA-256, so that each purpose has a key of its own.
  private static SecretKey derived(byte[] secret) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey("AES", HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(PURPOSE, 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HKDF-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return "InstallationKey";
  }
}
