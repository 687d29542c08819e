package io.interline.flow.internal.execute;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// One key for each step of each run and turn, the same on every attempt and after every crash.
final class IdempotencyKey {

  private IdempotencyKey() {}

  /// @param turns of the loops around the step
  static String of(String run, String step, List<Integer> turns) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(run.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '/');
      digest.update(step.getBytes(StandardCharsets.UTF_8));
      for (int turn : turns) digest.update(("#" + turn).getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest();
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
