package io.interline.api;

import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The headers `ETag` and `If-Match`, with which two editors notice each other.
final class EntityTags {

  private EntityTags() {}

  /// The header's form of a tag.
  static String quoted(String tag) {
    return '"' + tag + '"';
  }

  /// The tag in a header; `*` stands for whatever is there now.
  ///
  /// @throws DomainException of kind INVALID, code `if-match-required`, when there is none
  static String required(@Nullable String ifMatch, Supplier<String> current) {
    if (ifMatch == null || ifMatch.isBlank())
      throw new DomainException(
          Kind.INVALID,
          "if-match-required",
          "Send the ETag that you read in the header If-Match, or * to take the state as it is.");
    return ifMatch.strip().equals("*") ? current.get() : unquoted(ifMatch);
  }

  static String unquoted(String ifMatch) {
    String tag = ifMatch.strip();
    if (tag.startsWith("W/")) tag = tag.substring(2);
    return tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"")
        ? tag.substring(1, tag.length() - 1)
        : tag;
  }
}
