package io.interline.connector.internal.http;

import io.interline.connector.spi.Call;
import io.interline.connector.spi.Call.HttpRequest;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.Field;
import io.interline.connector.spi.JsonValue;
import io.interline.connector.spi.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a JSON list again and again, and starts a run for each item that is new in it.
final class PollTrigger implements Trigger.Polling<PollConfig, PollTrigger.Position> {

  /// Times in a row that the other system may forget its own page before that is a failure.
  private static final int MOST_RESTARTS = 3;

  private static final int GONE = 410;

  /// Where the next poll goes on.
  ///
  /// @param since the greatest position of all pages read to their end
  /// @param next what asks for the next page, while there are more: an address, token or number
  /// @param reached the greatest position seen on the pages before it
  /// @param paging what `next` is; an address without it
  /// @param first key of the first item of the page before, where pages are counted
  /// @param restarts how often in a row the next page was gone
  /// @param typed whether the number 1 and the text "1" are two ids
  record Position(
      @Field(label = "Since", help = "Value of the since parameter.") @Nullable String since,
      @Field(label = "Next page") @Nullable String next,
      @Field(label = "Reached", help = "Becomes 'since' when the last page is read.")
          @Nullable String reached,
      @Field(label = "Paging", help = "What the next page is asked by.") @Nullable Paging paging,
      @Field(label = "First item", help = "Of the page before.") @Nullable String first,
      @Field(label = "Restarts", help = "How often in a row the next page was gone.")
          @Nullable Integer restarts,
      @Field(label = "Typed ids", help = "Whether 1 and \"1\" are two ids.")
          @Nullable Boolean typed) {

    /// The beginning of a list.
    Position from(@Nullable String since) {
      return new Position(since, null, null, null, null, null, typed);
    }

    boolean isTyped() {
      return Boolean.TRUE.equals(typed);
    }
  }

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
  public Class<PollConfig> config() {
    return PollConfig.class;
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
  public Duration every(PollConfig config) {
    return config.every();
  }

  @Override
  public Optional<String> connection(PollConfig config) {
    return Optional.of(config.connection());
  }

  @Override
  public Polled<Position> poll(PollConfig config, Optional<Position> cursor, Call call)
      throws ConnectorException, InterruptedException {
    var from = cursor.orElse(new Position(config.begin(), null, null, null, null, null, true));
    if (from.next() != null && paging(from) != config.paging()) from = from.from(from.since());
    boolean onwards = from.next() != null;
    var response =
        call.exchange(
            request(config, from, call),
            status -> status / 100 == 2 || (onwards && status == GONE));
    if (response.status() == GONE) return new Polled<>(List.of(), restarted(from, call), false);
    if (response.status() == 204)
      return new Polled<>(List.of(), onwards ? ended(from, from.reached()) : from, false);
    var answer =
        AnswerBody.json(response, call)
            .orElseThrow(() -> new Permanent("The answer is no JSON; a list is expected", null));
    var items = PollItems.of(config, answer);
    String reached = from.reached() == null ? from.since() : from.reached();
    var found = new ArrayList<Item>(items.size());
    for (var item : items) {
      found.add(new Item(PollItems.keyOf(config, item, from.isTyped()), item));
      var position = item.at(config.position());
      if (position.isPresent()) reached = NextPage.greater(reached, position.get().text());
    }
    String base = call.settings().getOrDefault("baseUrl", "");
    String next = new NextPage(config, base, from.next()).after(response, answer, items);
    if (next == null) return new Polled<>(found, ended(from, reached), false);
    return new Polled<>(found, onwards(config, from, next, reached, found), true);
  }

  private static Position ended(Position from, @Nullable String reached) {
    return from.from(reached == null ? from.since() : reached);
  }

  private static Position onwards(
      PollConfig config, Position from, String next, @Nullable String reached, List<Item> found)
      throws Permanent {
    boolean counted = config.paging() == Paging.PAGE || config.paging() == Paging.OFFSET;
    String first = counted && !found.isEmpty() ? found.getFirst().id() : null;
    if (first != null && first.equals(from.first()))
      throw new Permanent(
          "The page asked for with '"
              + config.parameter()
              + "' is the one before again: the other system does not know this parameter",
          null);
    var paging = config.paging() == Paging.LINK ? null : config.paging();
    return new Position(from.since(), next, reached, paging, first, from.restarts(), from.typed());
  }

  /// The list is read from its beginning at the next poll: items that were seen start no run.
  private static Position restarted(Position from, Call call) throws Permanent {
    int restarts = from.restarts() == null ? 1 : from.restarts() + 1;
    if (restarts > MOST_RESTARTS)
      throw new Permanent(
          "The next page was gone (410) "
              + restarts
              + " times in a row. Ask for fewer items at a time, or reset the cursor",
          null);
    call.log("The next page is gone (410): the list is read again from its beginning.");
    return new Position(from.since(), null, null, null, null, restarts, from.typed());
  }

  private static Paging paging(Position from) {
    return from.paging() == null ? Paging.LINK : from.paging();
  }

  private static HttpRequest request(PollConfig config, Position from, Call call) {
    var headers = new LinkedHashMap<>(HttpSettings.defaultHeaders(call.settings()));
    headers.put("Accept", "application/json");
    String next = from.next();
    if (next != null && config.paging() == Paging.LINK)
      return new HttpRequest("GET", next, Map.of(), headers, new byte[0]);
    var query = new LinkedHashMap<String, List<String>>();
    if (config.since() != null && from.since() != null)
      query.put(config.since(), List.of(from.since()));
    if (next != null && config.parameter() != null) query.put(config.parameter(), List.of(next));
    return new HttpRequest("GET", config.path(), query, headers, new byte[0]);
  }
}
