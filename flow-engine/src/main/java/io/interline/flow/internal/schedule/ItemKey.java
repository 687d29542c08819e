package io.interline.flow.internal.schedule;

import io.interline.tenant.TextRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The id of an item as part of a key that is stored: as it is, or its hash when it is too long for
/// an index or holds what no text may.
final class ItemKey {

  private static final int LONGEST = 500;

  private ItemKey() {}

  static String of(String id) {
    if (id.length() <= LONGEST && TextRules.isSound(id)) return id;
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(digest.digest(id.getBytes(StandardCharsets.UTF_16BE)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
