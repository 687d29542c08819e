package io.interline.connector.internal.http;

import io.interline.connector.spi.AuthScheme;
import io.interline.connector.spi.Call.HttpRequest;
import io.interline.connector.spi.Field;

/// A token that was issued by the other system (RFC 6750).
final class BearerAuth implements AuthScheme<BearerAuth.Fields> {

  record Fields(@Field(label = "Token", secret = true) String token) {

    @Override
    public String toString() {
      return "Bearer";
    }
  }

  @Override
  public String id() {
    return "bearer";
  }

  @Override
  public String title() {
    return "Bearer token";
  }

  @Override
  public Class<Fields> fields() {
    return Fields.class;
  }

  @Override
  public HttpRequest sign(Fields fields, HttpRequest request) {
    return Requests.withHeader(request, "Authorization", "Bearer " + fields.token());
  }
}
