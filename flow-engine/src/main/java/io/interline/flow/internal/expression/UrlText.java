package io.interline.flow.internal.expression;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Text as part of an address.
final class UrlText {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private UrlText() {}

  /// Percent-encoded, but for the unreserved characters of RFC 3986, 2.3. Charges the budget first:
  /// a character may become nine.
  static String encoded(String text) {
    int plain = 0;
    while (plain < text.length() && isUnreserved(text.charAt(plain))) plain++;
    if (plain == text.length()) return text;
    var budget = Budget.current();
    budget.burn(1 + (text.length() >> 6));
    budget.allocate(24L * text.length());
    var encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet >= 0 && isUnreserved((char) octet)) encoded.append((char) octet);
      else HEX.toHexDigits(encoded.append('%'), octet);
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }
}
