package io.interline.connector.json;

import io.interline.tenant.TextRules;
import org.jspecify.annotations.Nullable;

/// Looks for texts that are legal JSON, or pass for it, but that no part of the hub can keep: in
/// one pass over the bytes, without a tree.
final class JsonBytes {

  private JsonBytes() {}

  /// What is wrong, as the end of a sentence; absent when every text in it is sound.
  static @Nullable String problem(byte[] json) {
    int i = 0;
    while (i < json.length) {
      byte b = json[i];
      if (b > 0 && b != '\\') {
        i++;
      } else if (b < 0) {
        int length = TextRules.utf8Length(json, i);
        if (length == 0) return "is not in UTF-8 at byte " + (i + 1);
        i += length;
      } else if (b == 0) {
        return "holds a byte 0 at byte " + (i + 1) + "; JSON is sent in UTF-8, and without NUL";
      } else {
        int length = escape(json, i);
        if (length == NUL) return "has a text with the character NUL at byte " + (i + 1);
        if (length == HALF) return "has a text with half of a surrogate pair at byte " + (i + 1);
        i += length;
      }
    }
    return null;
  }

  private static final int NUL = -1;
  private static final int HALF = -2;

  /// Bytes of an escape, or of a pair of them that stands for one character.
  private static int escape(byte[] json, int at) {
    int unit = unit(json, at);
    if (unit < 0) return 2; // another escape, or a malformed one, which the parser refuses
    if (unit == 0) return NUL;
    char c = (char) unit;
    if (Character.isLowSurrogate(c)) return HALF;
    if (!Character.isHighSurrogate(c)) return 6;
    int second = unit(json, at + 6);
    return second >= 0 && Character.isLowSurrogate((char) second) ? 12 : HALF;
  }

  /// Of an escape with four digits; -1 when there is none.
  private static int unit(byte[] json, int at) {
    if (at + 6 > json.length || json[at] != '\\' || json[at + 1] != 'u') return -1;
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = json[i] < 0 ? -1 : Character.digit((char) json[i], 16);
      if (digit < 0) return -1;
      unit = unit << 4 | digit;
    }
    return unit;
  }
}
