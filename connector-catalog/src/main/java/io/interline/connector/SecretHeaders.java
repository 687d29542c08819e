package io.interline.connector;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which headers of requests carry secrets, by their names: such a value does not stand in a flow
/// or among the open settings of a connection.
public final class SecretHeaders {

  private static final Set<String> NAMES =
      Set.of("authorization", "proxy-authorization", "cookie", "api-key", "apikey", "x-api-key");

  private static final Pattern ENDINGS =
      Pattern.compile(".*[-_](?:api-?key|auth-token|access-token|secret|password)");

  private SecretHeaders() {}

  /// Whether a header of this name carries a secret, whatever its case.
  public static boolean carries(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT);
    return NAMES.contains(plain) || ENDINGS.matcher(plain).matches();
  }
}
