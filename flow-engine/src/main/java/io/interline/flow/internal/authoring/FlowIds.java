package io.interline.flow.internal.authoring;

import io.interline.flow.FlowId;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;

/// Makes ids of titles.
final class FlowIds {

  private static final int ROOM_FOR_NUMBER = 6;

  private FlowIds() {}

  /// `Bestellungen für Öl` becomes `bestellungen-fur-ol`; a title without a Latin letter, `flow`.
  static String slug(String title) {
    String plain =
        Normalizer.normalize(title, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[-0-9]+", "");
    int end = Math.min(plain.length(), 63 - ROOM_FOR_NUMBER);
    String cut = plain.substring(0, end).replaceAll("-$", "");
    return cut.isEmpty() ? "flow" : cut;
  }

  /// The slug, with a number when it is taken.
  static FlowId free(String slug, Collection<String> taken) {
    String id = slug;
    for (int i = 2; taken.contains(id); i++) id = slug + "-" + i;
    return new FlowId(id);
  }
}
