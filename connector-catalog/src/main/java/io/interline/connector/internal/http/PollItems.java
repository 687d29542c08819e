package io.interline.connector.internal.http;

import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the items in an answer, and what names each for good.
final class PollItems {

  /// What a JSON number, or one of JSON's words, may look like.
  private static final Pattern BARE = Pattern.compile("-?[0-9][0-9.eE+-]*|true|false|null|\".*");

  private PollItems() {}

  /// @throws Permanent when the answer has no list where it should be
  static List<JsonValue> of(PollConfig config, JsonValue answer) throws Permanent {
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

  static JsonValue idOf(PollConfig config, JsonValue item) throws Permanent {
    return item.at(config.id())
        .filter(id -> !id.text().isBlank())
        .orElseThrow(
            () -> new Permanent("An item of the list has no id at '" + config.id() + "'", null));
  }

  /// What tells an item from all others. Of triggers that look for changes it holds the position,
  /// so that a later one is another item.
  ///
  /// @param typed whether the number 1 and the text "1" are two ids; triggers that began before
  ///     there was a difference know both as one
  static String keyOf(PollConfig config, JsonValue item, boolean typed) throws Permanent {
    var id = idOf(config, item);
    String key = typed && id.isText() && BARE.matcher(id.text()).matches() ? quoted(id) : id.text();
    if (config.startsOn() == PollConfig.StartsOn.NEW) return key;
    var position = item.at(config.position());
    if (position.isEmpty())
      throw new Permanent(
          "An item of the list has nothing at '"
              + config.position()
              + "', by which changes are known",
          null);
    return key + "@" + position.get().text();
  }

  private static String quoted(JsonValue id) {
    return '"' + id.text() + '"';
  }
}
