package io.interline.connector.internal.http;

import io.interline.connector.spi.AuthScheme;
import io.interline.connector.spi.Call.HttpRequest;
import io.interline.connector.spi.Field;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// User name and password (RFC 7617).
final class BasicAuth implements AuthScheme<BasicAuth.Fields> {

  record Fields(
      @Field(label = "User name") String username,
      @Field(label = "Password", secret = true) String password) {

    Fields {
      if (username.indexOf(':') >= 0)
        throw new IllegalArgumentException("the user name must not hold a colon");
    }

    @Override
    public String toString() {
      return "Basic[username=" + username + "]";
    }
  }

  @Override
  public String id() {
    return "basic";
  }

  @Override
  public String title() {
    return "User name and password";
  }

  @Override
  public Class<Fields> fields() {
    return Fields.class;
  }

  @Override
  public HttpRequest sign(Fields fields, HttpRequest request) {
    var pair = (fields.username() + ":" + fields.password()).getBytes(StandardCharsets.UTF_8);
    return Requests.withHeader(
        request, "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }
}
