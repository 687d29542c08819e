package io.interline.connector.internal.network;

import io.interline.connector.spi.ConnectorException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Headers that a request may carry: no line breaks smuggled in, none that steer the connection.
final class HeaderRules {

  private static final Set<String> MANAGED =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HeaderRules() {}

  static void check(Map<String, String> headers) throws ConnectorException.Permanent {
    for (var header : headers.entrySet()) {
      String name = header.getKey();
      if (!isToken(name))
        throw new ConnectorException.Permanent(
            "'" + visible(name) + "' is no name for a header", null);
      if (MANAGED.contains(name.toLowerCase(Locale.ROOT)))
        throw new ConnectorException.Permanent(
            "The hub sets the header '" + name + "' itself", null);
      if (!isValue(header.getValue()))
        throw new ConnectorException.Permanent(
            "The header '" + name + "' holds a line break, or something other than ASCII", null);
    }
  }

  /// RFC 9110, 5.6.2.
  private static boolean isToken(String name) {
    if (name.isEmpty()) return false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "!#$%&'*+-.^_`|~".indexOf(c) < 0) return false;
    }
    return true;
  }

  private static boolean isValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c >= 0x7f) return false;
    }
    return true;
  }

  private static String visible(String name) {
    String short_ = name.length() > 40 ? name.substring(0, 40) + "…" : name;
    return short_.replaceAll("\\p{Cntrl}", "?");
  }
}
