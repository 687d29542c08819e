package io.interline.connector.internal.http;

import io.interline.connector.spi.Call;
import io.interline.connector.spi.Call.HttpRequest;
import io.interline.connector.spi.Call.HttpResponse;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.Field;
import io.interline.connector.spi.JsonValue;
import io.interline.connector.spi.Trigger;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a JSON list again and again, and starts a run for each item that is new in it.
final class PollTrigger implements Trigger.Polling<PollTrigger.Config, PollTrigger.Position> {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  /// RFC 8288: `<address>; …; rel="next"`.
  private static final Pattern NEXT =
      Pattern.compile("<([^<>]*)>[^<>,]*;\\s*rel=\"?next\"?(?:[\\s;,]|$)");

  record Config(
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
                  "JSON pointer to the address of the next page in the answer; the header Link is"
                      + " followed without one.",
              example = "/links/next",
              advanced = true,
              literal = true)
          @Nullable String next) {

    Config {
      if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0)
        throw new IllegalArgumentException("every must be between PT1S and P7D");
      pointer("items", items);
      pointer("id", id);
      pointer("position", position);
      pointer("next", next);
    }

    private static void pointer(String name, @Nullable String text) {
      if (text != null && !text.isEmpty() && !text.startsWith("/"))
        throw new IllegalArgumentException(
            "'" + name + "' is no JSON pointer: write it with a slash first, for example /id");
    }
  }

  /// Where the next poll goes on.
  ///
  /// @param since the greatest position of all pages read to their end
  /// @param next address of the next page, while there are more
  /// @param reached the greatest position seen on the pages before it
  record Position(
      @Field(label = "Since", help = "Value of the since parameter.") @Nullable String since,
      @Field(label = "Next page") @Nullable String next,
      @Field(label = "Reached", help = "Becomes 'since' when the last page is read.")
          @Nullable String reached) {}

  @Override
  public String id() {
    return "poll";
  }

  @Override
  public String title() {
    return "Poll a list";
  }

  @Override
  public String description() {
    return "Reads a JSON list again and again, and starts a run for each new item.";
  }

  @Override
  public Class<Config> config() {
    return Config.class;
  }

  @Override
  public Class<Position> cursor() {
    return Position.class;
  }

  @Override
  public Class<?> item() {
    return JsonValue.class;
  }

  @Override
  public Duration every(Config config) {
    return config.every();
  }

  @Override
  public Optional<String> connection(Config config) {
    return Optional.of(config.connection());
  }

  @Override
  public Polled<Position> poll(Config config, Optional<Position> cursor, Call call)
      throws ConnectorException, InterruptedException {
    var from = cursor.orElse(new Position(config.begin(), null, null));
    var response = call.exchange(request(config, from, call), status -> status / 100 == 2);
    if (response.status() == 204) return new Polled<>(List.of(), from, false);
    var answer =
        call.json(response.body())
            .orElseThrow(() -> new Permanent("The answer is no JSON; a list is expected", null));
    var items = items(config, answer);
    String reached = from.reached() == null ? from.since() : from.reached();
    var found = new ArrayList<Item>(items.size());
    for (var item : items) {
      found.add(new Item(idOf(config, item), item));
      var position = item.at(config.position());
      if (position.isPresent()) reached = greater(reached, position.get().text());
    }
    String next = absolute(config, call, next(config, response, answer));
    if (next != null && next.equals(from.next()))
      throw new Permanent("The next page is the page itself: " + next, null);
    return new Polled<>(
        found,
        next == null
            ? new Position(reached, null, null)
            : new Position(from.since(), next, reached),
        next != null);
  }

  private static HttpRequest request(Config config, Position from, Call call) {
    var headers = new LinkedHashMap<>(HttpSettings.defaultHeaders(call.settings()));
    headers.put("Accept", "application/json");
    if (from.next() != null)
      return new HttpRequest("GET", from.next(), Map.of(), headers, new byte[0]);
    Map<String, String> query =
        config.since() == null || from.since() == null
            ? Map.of()
            : Map.of(config.since(), from.since());
    return new HttpRequest("GET", config.path(), query, headers, new byte[0]);
  }

  private static List<JsonValue> items(Config config, JsonValue answer) throws Permanent {
    String pointer = config.items() == null ? "" : config.items();
    var list = answer.at(pointer);
    if (list.isEmpty())
      throw new Permanent("The answer has nothing at '" + pointer + "'; a list is expected", null);
    return list.get()
        .elements()
        .orElseThrow(
            () ->
                new Permanent(
                    pointer.isEmpty()
                        ? "The answer is no list; say under 'items' where in it the list is"
                        : "What the answer has at '" + pointer + "' is no list",
                    null));
  }

  private static String idOf(Config config, JsonValue item) throws Permanent {
    return item.at(config.id())
        .map(JsonValue::text)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () -> new Permanent("An item of the list has no id at '" + config.id() + "'", null));
  }

  /// Numbers by their value, all else as text, which is right for times of one form.
  private static String greater(@Nullable String before, String now) {
    if (before == null) return now;
    try {
      return new BigDecimal(now).compareTo(new BigDecimal(before)) > 0 ? now : before;
    } catch (NumberFormatException e) {
      return now.compareTo(before) > 0 ? now : before;
    }
  }

  /// Links are often relative to what was asked (RFC 3986, 5).
  private static @Nullable String absolute(Config config, Call call, @Nullable String next)
      throws Permanent {
    if (next == null) return null;
    try {
      String base = call.settings().getOrDefault("baseUrl", "").replaceAll("/+$", "");
      String path = config.path().replaceAll("[?#].*$", "");
      var asked = URI.create(base + (path.startsWith("/") ? "" : "/") + path);
      return next.startsWith("?") ? asked + next : asked.resolve(next).toString();
    } catch (IllegalArgumentException e) {
      throw new Permanent("The address of the next page is no address", null);
    }
  }

  private static @Nullable String next(Config config, HttpResponse response, JsonValue answer) {
    if (config.next() != null)
      return answer
          .at(config.next())
          .map(JsonValue::text)
          .filter(text -> !text.isBlank())
          .orElse(null);
    var link = NEXT.matcher(response.headers().getOrDefault("link", ""));
    return link.find() ? link.group(1) : null;
  }
}
