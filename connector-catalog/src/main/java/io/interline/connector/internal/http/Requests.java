package io.interline.connector.internal.http;

import io.interline.connector.spi.Call.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/// Changed copies of requests.
final class Requests {

  private Requests() {}

  /// The request with one header more; it takes the place of any of that name, whatever its case.
  static HttpRequest withHeader(HttpRequest request, String name, String value) {
    Map<String, String> headers = LinkedHashMap.newLinkedHashMap(request.headers().size() + 1);
    for (var header : request.headers().entrySet())
      if (!header.getKey().equalsIgnoreCase(name)) headers.put(header.getKey(), header.getValue());
    headers.put(name, value);
    return new HttpRequest(
        request.method(), request.url(), request.query(), headers, request.body());
  }
}
