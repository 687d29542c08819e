package io.interline.connector.internal.network;

import io.interline.connector.spi.ConnectorException.Permanent;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a request goes: an http or https address whose parts are known to be what they seem.
///
/// @param host lower case; an IPv6 address without brackets
/// @param port never -1
public record Target(URI uri, String scheme, String host, int port) {

  private static final Pattern ESCAPED_DOT = Pattern.compile("(?i)%2e");
  private static final Pattern ESCAPED_SLASH = Pattern.compile("(?i)%2f|%5c");

  /// Resolves a path or address against a base address, and appends a query.
  ///
  /// @param base absent when there is none: then the address must be absolute
  /// @throws Permanent when it is no http address, or leaves the host of the base
  public static Target of(@Nullable Target base, String url, Map<String, List<String>> query)
      throws Permanent {
    if (isAbsolute(url)) {
      var target = parse(withQuery(url, query));
      if (base != null && !target.sameHost(base))
        throw new Permanent(
            "'" + shown(url) + "' is not on the host of the connection's base address", null);
      target.requireNoDots();
      return target;
    }
    if (base == null)
      throw new Permanent(
          "'" + shown(url) + "' is no full address, and the connection has no base address", null);
    var target = parse(withQuery(join(base.uri.toString(), url), query));
    target.requireNoDots();
    return target;
  }

  private static boolean isAbsolute(String url) {
    return url.regionMatches(true, 0, "http:", 0, 5) || url.regionMatches(true, 0, "https:", 0, 6);
  }

  /// Reads a full address.
  ///
  /// @throws Permanent when it is no http or https address
  public static Target parse(String url) throws Permanent {
    URI uri;
    try {
      uri = URI.create(escaped(url));
    } catch (IllegalArgumentException e) {
      throw new Permanent("'" + shown(url) + "' is no address", null);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https"))
      throw new Permanent("'" + shown(url) + "' must begin with https:// or http://", null);
    if (uri.getRawUserInfo() != null)
      throw new Permanent(
          "An address must not hold a user name or password: use the connection", null);
    String host = uri.getHost();
    if (host == null || host.isEmpty() || uri.getPort() == 0 || uri.getPort() > 65_535)
      throw new Permanent("'" + shown(url) + "' names no host", null);
    if (host.startsWith("[")) host = host.substring(1, host.length() - 1);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return new Target(uri, scheme, host.toLowerCase(Locale.ROOT), port);
  }

  /// Whether both have scheme, host and port in common.
  public boolean sameHost(Target other) {
    return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
  }

  /// A value in a path must not climb out of it: `/users/../admin`. Nor may it where a server
  /// decodes the path before it looks at it (`..%2fadmin`), or cuts parameters off (`..;/admin`).
  private void requireNoDots() throws Permanent {
    String path = uri.getRawPath();
    if (path == null || (path.indexOf('.') < 0 && path.indexOf('%') < 0)) return;
    String plain = ESCAPED_DOT.matcher(ESCAPED_SLASH.matcher(path).replaceAll("/")).replaceAll(".");
    for (String part : plain.split("/", -1)) {
      int parameters = part.indexOf(';');
      String name = parameters < 0 ? part : part.substring(0, parameters);
      if (name.equals(".") || name.equals(".."))
        throw new Permanent("A path must not hold '.' or '..'", null);
    }
  }

  private static String join(String base, String path) {
    int end = base.length();
    while (end > 0 && base.charAt(end - 1) == '/') end--;
    String folder = base.substring(0, end);
    if (path.isEmpty() || path.startsWith("/") || path.startsWith("?")) return folder + path;
    return folder + "/" + path;
  }

  private static String withQuery(String url, Map<String, List<String>> query) {
    int fragment = url.indexOf('#');
    var text = new StringBuilder(fragment < 0 ? url : url.substring(0, fragment));
    char separator = text.indexOf("?") < 0 ? '?' : '&';
    for (var parameter : query.entrySet())
      for (String value : parameter.getValue()) {
        text.append(separator).append(encoded(parameter.getKey()));
        text.append('=').append(encoded(value));
        separator = '&';
      }
    return text.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Escapes what has no place in an address, and leaves escapes that are there.
  private static String escaped(String url) {
    StringBuilder text = null;
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      boolean plain = c > ' ' && c < 0x7f && "\"<>\\^`{|}".indexOf(c) < 0;
      if (plain) {
        if (text != null) text.append(c);
        continue;
      }
      if (text == null) text = new StringBuilder(url.length() + 16).append(url, 0, i);
      int width = Character.isHighSurrogate(c) && i + 1 < url.length() ? 2 : 1;
      text.append(encoded(url.substring(i, i + width)));
      i += width - 1;
    }
    return text == null ? url : text.toString();
  }

  private static String shown(String url) {
    String first = url.length() > 120 ? url.substring(0, 120) + "…" : url;
    int query = first.indexOf('?');
    return (query < 0 ? first : first.substring(0, query)).replaceAll("\\p{Cntrl}", "?");
  }
}
