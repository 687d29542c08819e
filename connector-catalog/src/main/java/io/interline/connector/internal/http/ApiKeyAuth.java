package io.interline.connector.internal.http;

import io.interline.connector.spi.AuthScheme;
import io.interline.connector.spi.Call.HttpRequest;
import io.interline.connector.spi.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A key in a header or in the query.
final class ApiKeyAuth implements AuthScheme<ApiKeyAuth.Fields> {

  /// Where the key goes.
  enum Place {
    HEADER,
    QUERY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record Fields(
      @Field(label = "Sent in", help = "Where the other system looks for the key.", def = "header")
          Place in,
      @Field(label = "Name", help = "Of the header or query parameter.", def = "X-Api-Key")
          String name,
      @Field(label = "Key", secret = true) String key) {

    @Override
    public String toString() {
      return "ApiKey[in=" + in + ", name=" + name + "]";
    }
  }

  @Override
  public String id() {
    return "api-key";
  }

  @Override
  public String title() {
    return "API key";
  }

  @Override
  public Class<Fields> fields() {
    return Fields.class;
  }

  @Override
  public HttpRequest sign(Fields fields, HttpRequest request) {
    return switch (fields.in()) {
      case HEADER -> Requests.withHeader(request, fields.name(), fields.key());
      case QUERY -> {
        Map<String, List<String>> query = new LinkedHashMap<>(request.query());
        query.put(fields.name(), List.of(fields.key()));
        yield new HttpRequest(
            request.method(), request.url(), query, request.headers(), request.body());
      }
    };
  }
}
