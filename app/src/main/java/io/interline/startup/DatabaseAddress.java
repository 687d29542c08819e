package io.interline.startup;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Where a database is and who owns it.
///
/// @param url JDBC address without user or password
/// @param user the role that runs the migrations and owns the tables
record DatabaseAddress(String url, String user, String password) {

  private static final String PREFIX = "jdbc:postgresql:";

  /// Takes user and password out of a JDBC address.
  ///
  /// @throws StartRefused when it is no address of PostgreSQL or names no user
  static DatabaseAddress parse(String address) {
    if (!address.startsWith(PREFIX))
      throw new StartRefused(
          "INTERLINE_DATABASE_URL must begin with "
              + PREFIX
              + ", for example jdbc:postgresql://db.example:5432/interline?user=owner&password=…");
    int question = address.indexOf('?');
    if (question < 0) throw noUser();
    var credentials = new HashMap<String, String>();
    var rest = new ArrayList<String>();
    for (String parameter : List.of(address.substring(question + 1).split("&"))) {
      if (parameter.startsWith("user=") || parameter.startsWith("password=")) {
        int equals = parameter.indexOf('=');
        credentials.put(
            parameter.substring(0, equals),
            URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
      } else {
        rest.add(parameter);
      }
    }
    if (!credentials.containsKey("user")) throw noUser();
    String base = address.substring(0, question);
    return new DatabaseAddress(
        rest.isEmpty() ? base : base + "?" + String.join("&", rest),
        credentials.get("user"),
        credentials.getOrDefault("password", ""));
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  @Override
  public String toString() {
    return url;
  }

  private static StartRefused noUser() {
    return new StartRefused(
        "INTERLINE_DATABASE_URL names no user: add ?user=…&password=… of the role that owns the"
            + " database.");
  }
}
