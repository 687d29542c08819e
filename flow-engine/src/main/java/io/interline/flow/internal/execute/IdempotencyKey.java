package io.interline.flow.internal.execute;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One key for each step of each run, the same on every attempt and after every crash.
final class IdempotencyKey {

  private IdempotencyKey() {}

  static String of(String run, String step) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(run.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '/');
      byte[] hash = digest.digest(step.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
