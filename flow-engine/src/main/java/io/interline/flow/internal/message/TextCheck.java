package io.interline.flow.internal.message;

import com.fasterxml.jackson.databind.JsonNode;

/// Finds texts that are legal JSON but that databases and other systems cannot keep.
final class TextCheck {

  private TextCheck() {}

  /// Whether such a text can be there at all: only by an escape `\\u`, by UTF-8 of a surrogate
  /// (0xED …), or in another encoding than UTF-8 (which has zero bytes).
  static boolean isNeeded(byte[] json) {
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      if (b == (byte) 0xED || b == 0) return true;
      if (b == '\\' && i + 1 < json.length && json[i + 1] == 'u') return true;
    }
    return false;
  }

  /// No NUL and no lone surrogate in any text or name.
  static boolean isSound(JsonNode tree) {
    if (tree.isTextual()) return isSound(tree.textValue());
    if (tree.isObject())
      for (var field : tree.properties())
        if (!isSound(field.getKey()) || !isSound(field.getValue())) return false;
    if (tree.isArray()) for (var item : tree) if (!isSound(item)) return false;
    return true;
  }

  private static boolean isSound(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) return false;
      if (!Character.isHighSurrogate(c)) continue;
      if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) return false;
      i++;
    }
    return true;
  }
}
