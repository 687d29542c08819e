package io.interline.tenant;

import java.util.Locale;

/// Where a flow version runs. Connections, addresses and runs belong to one environment.
public enum Environment {
  DEVELOPMENT,
  PRODUCTION;

  /// Lower-case name, as in the API and in stored rows.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException for any other text
  public static Environment parse(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
