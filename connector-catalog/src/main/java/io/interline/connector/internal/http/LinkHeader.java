package io.interline.connector.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the header `Link` by the grammar of RFC 8288, section 3 and appendix B.2:
/// `<address>; rel="next"; title="a, b", <address>; rel=prev`.
final class LinkHeader {

  /// A link of the header.
  ///
  /// @param relations in lower case
  /// @param anchor what the link is from, when that is not the answer itself
  private record Link(String address, List<String> relations, @Nullable String anchor) {}

  private final String text;
  private int at;

  private LinkHeader(String text) {
    this.text = text;
  }

  /// Address of the next page; empty when the header names none.
  ///
  /// @throws IllegalArgumentException when the header is not of the grammar
  static Optional<String> next(@Nullable String header) {
    if (header == null) return Optional.empty();
    for (var link : new LinkHeader(header).links())
      if (link.relations().contains("next") && link.anchor() == null)
        return Optional.of(link.address());
    return Optional.empty();
  }

  private List<Link> links() {
    var links = new ArrayList<Link>();
    while (true) {
      skip(" \t,");
      if (at == text.length()) return links;
      links.add(link());
      skip(" \t");
      if (at < text.length() && text.charAt(at) != ',') throw wrong("a comma");
    }
  }

  private Link link() {
    if (text.charAt(at) != '<') throw wrong("'<'");
    int end = text.indexOf('>', at);
    if (end < 0) throw wrong("'>'");
    String address = text.substring(at + 1, end).strip();
    at = end + 1;
    List<String> relations = null;
    String anchor = null;
    while (true) {
      skip(" \t");
      if (at == text.length() || text.charAt(at) != ';') break;
      at++;
      skip(" \t");
      if (at == text.length() || text.charAt(at) == ',' || text.charAt(at) == ';') continue;
      String name = token().toLowerCase(Locale.ROOT);
      skip(" \t");
      String value = at < text.length() && text.charAt(at) == '=' ? value() : "";
      // Of several, the first one counts (section 3.3).
      if (name.equals("rel") && relations == null)
        relations = List.of(value.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
      if (name.equals("anchor") && anchor == null) anchor = value;
    }
    return new Link(address, relations == null ? List.of() : relations, anchor);
  }

  private String value() {
    at++;
    skip(" \t");
    if (at == text.length() || text.charAt(at) != '"') return token();
    at++;
    var value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) at++;
      value.append(text.charAt(at++));
    }
    if (at == text.length()) throw wrong("'\"'");
    at++;
    return value.toString();
  }

  /// More than the grammar's tokens: addresses without quotes are common as values.
  private String token() {
    int begin = at;
    while (at < text.length() && " \t;,=\"<>".indexOf(text.charAt(at)) < 0) at++;
    if (at == begin) throw wrong("a name");
    return text.substring(begin, at);
  }

  private void skip(String characters) {
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) at++;
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "the header Link has no " + expected + " at character " + (at + 1));
  }
}
