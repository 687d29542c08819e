package io.interline.connector.internal.http;

import io.interline.connector.spi.Field;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a poll asks for, and how its pages are told apart.
record PollConfig(
    @Field(
            label = "Connection",
            help = "HTTP connection to the system that is asked.",
            literal = true,
            connection = "http")
        String connection,
    @Field(
            label = "Path",
            help = "Of the list, below the connection's base address; read with GET.",
            example = "/orders?status=new",
            literal = true)
        String path,
    @Field(
            label = "Every",
            help = "From the start of one poll to the start of the next.",
            def = "PT1M",
            example = "PT5M",
            literal = true)
        Duration every,
    @Field(
            label = "Items",
            help = "JSON pointer to the list in the answer; the whole answer when left out.",
            example = "/data",
            literal = true)
        @Nullable String items,
    @Field(
            label = "Id of an item",
            help = "JSON pointer in an item. An item with an id that was seen starts no run.",
            def = "/id",
            literal = true)
        String id,
    @Field(
            label = "Since parameter",
            help =
                "Query parameter that asks only for what came after the last item; without it the"
                    + " whole list is read each time.",
            example = "updated_since",
            literal = true)
        @Nullable String since,
    @Field(
            label = "Position of an item",
            help =
                "JSON pointer in an item; its greatest value goes into the since parameter of the"
                    + " next poll.",
            def = "/id",
            example = "/updatedAt",
            literal = true)
        String position,
    @Field(
            label = "Begin at",
            help = "Value of the since parameter in the first poll; left out of it without one.",
            example = "2026-01-01T00:00:00Z",
            advanced = true,
            literal = true)
        @Nullable String begin,
    @Field(
            label = "Next page",
            help =
                "JSON pointer to what says where the next page is: its address, or a token, or"
                    + " for a cursor whether there is more. The header Link is followed without"
                    + " one.",
            example = "/links/next",
            advanced = true,
            literal = true)
        @Nullable String next,
    @Field(
            label = "Paging",
            help =
                "How pages follow one another: by an address (link), or by a parameter that takes"
                    + " a header's value, a token, the id of the last item, the number of the"
                    + " page or the number of items before it.",
            def = "link",
            advanced = true,
            literal = true)
        Paging paging,
    @Field(
            label = "Page parameter",
            help = "Query parameter that asks for the next page.",
            example = "page_token",
            showIf = "paging=header|token|cursor|page|offset",
            advanced = true,
            literal = true)
        @Nullable String parameter,
    @Field(
            label = "Page header",
            help = "Header of the answer with the value for the next page.",
            example = "X-Next-Page",
            showIf = "paging=header",
            advanced = true,
            literal = true)
        @Nullable String header,
    @Field(
            label = "Starts on",
            help =
                "Items with a new id, or also known ones whose position is another: write the"
                    + " position as /updatedAt, for example.",
            def = "new",
            advanced = true,
            literal = true)
        StartsOn startsOn) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  /// Which items start a run.
  enum StartsOn {
    NEW,
    UPDATED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  PollConfig {
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0)
      throw new IllegalArgumentException("every must be between PT1S and P7D");
    pointer("items", items);
    pointer("id", id);
    pointer("position", position);
    pointer("next", next);
    if (paging != Paging.LINK && (parameter == null || parameter.isBlank()))
      throw new IllegalArgumentException(
          "with paging by " + paging + " 'parameter' must name the query parameter");
    if (paging == Paging.LINK && parameter != null)
      throw new IllegalArgumentException(
          "'parameter' is used with another paging than link: token, for example");
    if ((paging == Paging.HEADER) != (header != null))
      throw new IllegalArgumentException(
          "'header' is needed with paging by header, and only there");
    if (paging == Paging.TOKEN && next == null)
      throw new IllegalArgumentException(
          "with paging by token 'next' must point to the token in the answer");
    if (next != null
        && (paging == Paging.HEADER || paging == Paging.PAGE || paging == Paging.OFFSET))
      throw new IllegalArgumentException("'next' is not used with paging by " + paging);
  }

  /// As answers have it.
  String headerName() {
    return String.valueOf(header).strip().toLowerCase(Locale.ROOT);
  }

  private static void pointer(String name, @Nullable String text) {
    if (text != null && !text.isEmpty() && !text.startsWith("/"))
      throw new IllegalArgumentException(
          "'" + name + "' is no JSON pointer: write it with a slash first, for example /id");
  }
}
