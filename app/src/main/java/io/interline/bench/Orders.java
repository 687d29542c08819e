package io.interline.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The orders that are sent.
final class Orders {

  /// About 1 KB.
  static final int SMALL = 1_024;

  private static final int WITHOUT_LINES = 390;
  private static final int BYTES_OF_LINE = 90;
  private static final String[] COUNTRIES = {"GB", "DE", "FR", "US"};
  private static final ConcurrentMap<Integer, String> LINES = new ConcurrentHashMap<>();

  private Orders() {}

  /// A whole HTTP request.
  ///
  /// @param sent comes back with the delivery
  /// @param bytes about so large is the body
  static byte[] request(String path, long number, long sent, int bytes) {
    return post(path, order(number, sent, bytes));
  }

  /// A whole HTTP request.
  static byte[] post(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.US_ASCII);
    byte[] head =
        """
        POST %s HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(path, body.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /// When a delivered order was sent; 0 when it does not say.
  static long sent(String body) {
    return number(body, "\"sent\":");
  }

  /// The number that follows a text; 0 when the text is not there.
  static long number(String body, String after) {
    int at = body.indexOf(after);
    if (at < 0) return 0;
    int begin = at + after.length();
    int end = begin;
    while (end < body.length() && Character.isDigit(body.charAt(end))) end++;
    return begin == end ? 0 : Long.parseLong(body.substring(begin, end));
  }

  static String order(long number, long sent, int bytes) {
    return """
        {"orderId":"WEB-%d","sent":%d,"placedAt":"2026-01-31T10:00:00Z","currency":"EUR",\
        "customer":{"id":"C-%d","name":"Ann Example","email":"ann@example.org","phone":"+44 20 7946 0000",\
        "address":{"street":"1 Example Road","city":"London","postcode":"EC1A 1AA","country":"%s"}},\
        "channel":"web","note":"Please leave with the neighbour if nobody is at home.","lines":["""
            .formatted(number, sent, number % 1_000, COUNTRIES[(int) (number % 4)])
        + LINES.computeIfAbsent(bytes, Orders::lines)
        + "]}";
  }

  private static String lines(int bytes) {
    int count = Math.max(1, (bytes - WITHOUT_LINES) / BYTES_OF_LINE);
    if (bytes == SMALL) count = 6;
    var lines = new StringBuilder();
    for (int line = 1; line <= count; line++)
      lines
          .append(line == 1 ? "" : ",")
          .append("{\"sku\":\"SKU-")
          .append(10_000 + line * 37)
          .append("\",\"name\":\"Article number ")
          .append(line)
          .append("\",\"qty\":")
          .append(line % 100 + 1)
          .append(",\"price\":")
          .append(line % 100 * 7.25)
          .append(",\"taxRate\":0.2}");
    return lines.toString();
  }
}
