package io.interline.flow.internal.authoring;

import io.interline.audit.Changes;
import io.interline.flow.definition.FlowDocuments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the audit log says of changes of a flow's document.
final class FlowChanges {

  private static final int MOST_PATHS = 50;

  private FlowChanges() {}

  /// Which parts an edit touched, without their values: a draft may hold a secret that the check
  /// has not yet refused.
  static Map<String, String> ofEdit(StoredDraft before, DraftText after) {
    var details = new HashMap<String, String>();
    details.put("hashBefore", before.hash);
    details.put("hash", after.hash());
    var changed = changed(before.document, after.json());
    if (!changed.isEmpty())
      details.put(
          "changed", String.join("\n", changed.subList(0, Math.min(changed.size(), MOST_PATHS))));
    if (changed.size() > MOST_PATHS)
      details.put(Changes.MORE, Integer.toString(changed.size() - MOST_PATHS));
    return details;
  }

  private static List<String> changed(String before, String after) {
    var from = FlowDocuments.values(before);
    var to = FlowDocuments.values(after);
    var paths = new TreeSet<>(from.keySet());
    paths.addAll(to.keySet());
    return paths.stream()
        .filter(path -> !String.valueOf(from.get(path)).equals(String.valueOf(to.get(path))))
        .toList();
  }

  /// What a version says otherwise than the one before it.
  ///
  /// @param latest absent for the first version
  static Map<String, String> ofPublication(@Nullable StoredVersion latest, StoredDraft draft) {
    var details = new HashMap<String, String>();
    details.put("hash", draft.hash);
    if (latest == null) return details;
    details.put("versionBefore", Integer.toString(latest.number));
    Changes.between(
            new TreeMap<>(FlowDocuments.values(latest.document)),
            FlowDocuments.values(draft.document))
        .addTo(details);
    return details;
  }
}
