package io.interline.connector.internal.http;

import io.interline.connector.spi.Call.HttpResponse;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.JsonValue;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds where the next page is. That there is none must be said: an answer that is not understood
/// is an error, and never taken for the end.
///
/// @param base address of the connection
/// @param asked what the page at hand was asked by: an address, token, page number or count of
///     items; absent for the first page
record NextPage(PollConfig config, String base, @Nullable String asked) {

  /// @return absent at the end
  @Nullable String after(HttpResponse response, JsonValue answer, List<JsonValue> items)
      throws Permanent {
    String next =
        switch (config.paging()) {
          case LINK -> absolute(config.next() == null ? linked(response) : address(answer));
          case HEADER -> header(response);
          case TOKEN -> token(answer);
          case CURSOR -> cursor(answer, items);
          case PAGE -> items.isEmpty() ? null : counted(1, 1);
          case OFFSET -> items.isEmpty() ? null : counted(0, items.size());
        };
    if (next != null && next.equals(asked))
      throw new Permanent("The next page is the page itself: " + brief(next), null);
    return next;
  }

  private static @Nullable String linked(HttpResponse response) throws Permanent {
    try {
      return LinkHeader.next(response.headers().get("link")).orElse(null);
    } catch (IllegalArgumentException e) {
      throw new Permanent("The next page is unknown: " + e.getMessage(), null);
    }
  }

  /// A token or number that is no address would be asked for as one.
  private @Nullable String address(JsonValue answer) throws Permanent {
    var found = said(answer);
    if (found.isEmpty()) return null;
    String text = found.get().text().strip();
    boolean address =
        found.get().isText()
            && (text.regionMatches(true, 0, "http:", 0, 5)
                || text.regionMatches(true, 0, "https:", 0, 6)
                || text.indexOf('/') >= 0
                || text.startsWith("?"));
    if (!address)
      throw new Permanent(
          "What the answer has at '"
              + config.next()
              + "' is no address: "
              + brief(text)
              + ". If it is a token or a page number, set paging to token, and parameter to the"
              + " query parameter that takes it",
          null);
    return text;
  }

  private @Nullable String header(HttpResponse response) {
    String value = response.headers().get(config.headerName());
    return value == null || value.isBlank() ? null : value.strip();
  }

  private @Nullable String token(JsonValue answer) throws Permanent {
    var found = said(answer);
    if (found.isEmpty()) return null;
    var token = found.get();
    if (token.members().isPresent() || token.elements().isPresent() || isTrue(token))
      throw new Permanent(
          "What the answer has at '" + config.next() + "' is no token: " + brief(token.text()),
          null);
    return token.text();
  }

  private @Nullable String cursor(JsonValue answer, List<JsonValue> items) throws Permanent {
    if (config.next() != null) {
      var more = said(answer);
      if (more.isEmpty()) return null;
      if (!isTrue(more.get()))
        throw new Permanent(
            "What the answer has at '"
                + config.next()
                + "' must say with true or false whether there is more",
            null);
    }
    return items.isEmpty() ? null : PollItems.idOf(config, items.getLast()).text();
  }

  private static boolean isTrue(JsonValue value) {
    return !value.isText() && value.text().equals("true");
  }

  /// What stands where `next` points to; empty when it says that there is no more: absent, null,
  /// false, or an empty text.
  private Optional<JsonValue> said(JsonValue answer) {
    return answer
        .at(String.valueOf(config.next()))
        .filter(value -> !value.text().isBlank())
        .filter(value -> value.isText() || !value.text().equals("false"));
  }

  private String counted(long first, long by) throws Permanent {
    try {
      return String.valueOf(Math.addExact(asked == null ? first : Long.parseLong(asked), by));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new Permanent("The cursor holds no page: " + brief(String.valueOf(asked)), null);
    }
  }

  /// Links are often relative to what was asked (RFC 3986, 5).
  private @Nullable String absolute(@Nullable String next) throws Permanent {
    if (next == null) return null;
    try {
      String path = config.path().replaceAll("[?#].*$", "");
      var asked = URI.create(base.replaceAll("/+$", "") + (path.startsWith("/") ? "" : "/") + path);
      return next.startsWith("?") ? asked + next : asked.resolve(next).toString();
    } catch (IllegalArgumentException e) {
      throw new Permanent("The address of the next page is no address: " + brief(next), null);
    }
  }

  private static String brief(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return "'" + (plain.length() > 80 ? plain.substring(0, 80) + "…" : plain) + "'";
  }

  /// Numbers by their value, all else as text, which is right for times of one form.
  static String greater(@Nullable String before, String now) {
    if (before == null) return now;
    try {
      return new BigDecimal(now).compareTo(new BigDecimal(before)) > 0 ? now : before;
    } catch (NumberFormatException e) {
      return now.compareTo(before) > 0 ? now : before;
    }
  }
}
