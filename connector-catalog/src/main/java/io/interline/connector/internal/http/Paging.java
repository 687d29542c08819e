package io.interline.connector.internal.http;

import java.util.Locale;

/// How the other system says where the next page of a list is.
enum Paging {
  /// By an address: in the header `Link`, or where `next` points to in the answer.
  LINK,
  /// By a header, whose value goes into a parameter; it is absent or empty at the end.
  HEADER,
  /// By a text or number where `next` points to, which goes into a parameter.
  TOKEN,
  /// By the id of the last item, which goes into a parameter; `next` may point to whether there is
  /// more.
  CURSOR,
  /// Pages are counted from 1, up to one without items.
  PAGE,
  /// Items are counted from 0, up to a page without items.
  OFFSET;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
