package io.interline.flow.internal.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The headers that a flow may answer with. Its answer comes from the hub's own origin, where the
/// hub's screens are too: what would make a browser run something, go elsewhere, keep or forget
/// something for the whole origin, or what a proxy acts upon, is not the flow's to say.
public final class ReplyHeaders {

  private static final Set<String> ALLOWED =
      Set.of(
          "cache-control",
          "content-language",
          "deprecation",
          "etag",
          "expires",
          "last-modified",
          "retry-after",
          "sunset",
          "webhook-allowed-origin",
          "webhook-allowed-rate");

  /// Names that begin so are the flow's own, but for those that browsers and proxies know.
  private static final Pattern OWN = Pattern.compile("x-[a-z0-9-]{1,62}");

  private static final Pattern KNOWN =
      Pattern.compile(
          "x-(accel-|sendfile|lighttpd-|reproxy|litespeed-|frame-|content-|xss-|webkit-|dns-"
              + "|permitted-|download-|ua-|robots-|forwarded|real-|http-|original-|rewrite-"
              + "|powered-|firefox-|chrome|pingback|sourcemap|servicetype|aspnet).*");

  private static final Pattern JSON = Pattern.compile("application/([a-z0-9!#$&^_.+-]+\\+)?json");
  private static final Set<String> TYPES =
      Set.of(
          "application/octet-stream",
          "application/soap+xml",
          "application/x-www-form-urlencoded",
          "application/xml",
          "text/csv",
          "text/plain",
          "text/xml");

  private static final Pattern PARAMETERS =
      Pattern.compile("(\\s*;\\s*[a-z0-9-]+=(\"[\\w./ +-]*\"|[\\w./+-]+))*\\s*");

  private ReplyHeaders() {}

  /// Whether a flow may set a header, whatever its case; `Content-Type` is asked for by
  /// [#contentType].
  public static boolean isAllowed(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return ALLOWED.contains(name)
        || (OWN.matcher(name).matches() && !KNOWN.matcher(name).matches());
  }

  /// A content type that nothing runs in; empty for others.
  public static Optional<String> contentType(String value) {
    String type = value.strip().toLowerCase(Locale.ROOT);
    int semicolon = type.indexOf(';');
    String media = semicolon < 0 ? type : type.substring(0, semicolon).strip();
    boolean known = TYPES.contains(media) || JSON.matcher(media).matches();
    boolean sound = semicolon < 0 || PARAMETERS.matcher(type.substring(semicolon)).matches();
    return known && sound ? Optional.of(value.strip()) : Optional.empty();
  }
}
