package io.interline.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What an action changed, field by field, bounded so that it fits an event. It stands among the
/// details of an event as JSON text under [#DETAIL]; how many more there were, under [#MORE].
///
/// @param changes in the order of their paths, at most 100
/// @param more how many were left out
public record Changes(List<Change> changes, int more) {

  /// Name of the detail that holds the changes: `[{"path":"title","before":"A","after":"B"}]`.
  public static final String DETAIL = "changes";

  /// Name of the detail that says how many changes were left out; not there when none was.
  public static final String MORE = "moreChanges";

  private static final int MOST = 100;
  private static final int LONGEST = 200;
  private static final JsonMapper JSON = EdgeJson.mapper();

  /// One field.
  ///
  /// @param before absent when the field is new; cut after 200 characters
  /// @param after absent when the field is gone; cut after 200 characters
  public record Change(String path, @Nullable String before, @Nullable String after) {}

  public Changes {
    changes = List.copyOf(changes);
  }

  /// The fields whose values differ. Callers leave out secrets.
  public static Changes between(Map<String, String> before, Map<String, String> after) {
    var paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    paths.removeIf(path -> Objects.equals(before.get(path), after.get(path)));
    var changes = new ArrayList<Change>();
    for (String path : paths) {
      if (changes.size() == MOST) break;
      changes.add(new Change(cut(path), value(before.get(path)), value(after.get(path))));
    }
    return new Changes(changes, paths.size() - changes.size());
  }

  private static @Nullable String value(@Nullable String text) {
    return text == null ? null : cut(text);
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) return text;
    boolean inPair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, inPair ? LONGEST - 1 : LONGEST) + "…";
  }

  /// Puts them among the details of an event, unless nothing changed.
  public void addTo(Map<String, String> details) {
    if (changes.isEmpty()) return;
    details.put(DETAIL, JSON.writeValueAsString(changes));
    if (more > 0) details.put(MORE, Integer.toString(more));
  }

  /// The changes among the details of an event; none when there are none, or the text is another's.
  public static Changes of(Map<String, String> details) {
    String text = details.get(DETAIL);
    if (text == null) return new Changes(List.of(), 0);
    try {
      List<Change> changes = JSON.readValue(text, new TypeReference<List<Change>>() {});
      return new Changes(changes, Integer.parseInt(details.getOrDefault(MORE, "0")));
    } catch (JacksonException | NumberFormatException | NullPointerException e) {
      return new Changes(List.of(), 0);
    }
  }
}
