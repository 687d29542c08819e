package io.interline.connector.internal.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `Content-Type` says (RFC 9110, 8.3).
///
/// @param essence type and subtype in lower case; empty when there is none
/// @param charsetName as declared; empty when there is none
record MediaType(String essence, String charsetName) {

  enum Kind {
    JSON,
    XML,
    TEXT,
    BINARY,
    UNKNOWN
  }

  private static final Pattern CHARSET =
      Pattern.compile(
          ";\\s*charset\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s;]*))", Pattern.CASE_INSENSITIVE);
  private static final Pattern PROLOG =
      Pattern.compile("^<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)[\"']");

  static MediaType parse(String header) {
    int end = header.indexOf(';');
    String essence = (end < 0 ? header : header.substring(0, end)).strip();
    var charset = CHARSET.matcher(header);
    String name = "";
    if (charset.find())
      for (int i = 1; i <= 3; i++) if (charset.group(i) != null) name = charset.group(i).strip();
    return new MediaType(essence.toLowerCase(Locale.ROOT), name);
  }

  Kind kind() {
    if (essence.isEmpty()) return Kind.UNKNOWN;
    if (essence.contains("json")) return Kind.JSON;
    if (essence.endsWith("/xml") || essence.endsWith("+xml") || essence.contains("xml-"))
      return Kind.XML;
    boolean text =
        essence.startsWith("text/")
            || essence.equals("application/x-www-form-urlencoded")
            || essence.contains("javascript")
            || essence.contains("yaml");
    return text ? Kind.TEXT : Kind.BINARY;
  }

  boolean isForm() {
    return essence.equals("application/x-www-form-urlencoded");
  }

  /// The charset of a body: as declared, else by its mark of byte order, else as its XML says, else
  /// UTF-8.
  ///
  /// @return null when the declared one is unknown here
  @Nullable Charset charset(byte[] body) {
    if (!charsetName.isEmpty()) return named(charsetName);
    if (body.length >= 2) {
      int mark = (body[0] & 0xff) << 8 | (body[1] & 0xff);
      if (mark == 0xfeff || mark == 0xfffe) return StandardCharsets.UTF_16;
    }
    if (kind() == Kind.XML) {
      var prolog =
          PROLOG.matcher(
              new String(body, 0, Math.min(body.length, 200), StandardCharsets.ISO_8859_1));
      if (prolog.find()) return named(prolog.group(1));
    }
    return StandardCharsets.UTF_8;
  }

  /// A name that is none, or of a charset that is not here, is unknown alike.
  private static @Nullable Charset named(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
