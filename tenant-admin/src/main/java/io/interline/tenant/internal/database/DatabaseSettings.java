package io.interline.tenant.internal.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How to reach the database with the two roles that the hub works with.
///
/// @param url JDBC address without user or password
/// @param appPoolSize connections of the application role (screens, API)
/// @param systemPoolSize connections of the system role (log-in, engine)
@ConfigurationProperties("interline.database")
record DatabaseSettings(
    String url,
    String appPassword,
    String systemPassword,
    @DefaultValue("10") int appPoolSize,
    @DefaultValue("10") int systemPoolSize) {

  @Override
  public String toString() {
    return "DatabaseSettings[url=" + url + "]";
  }
}
