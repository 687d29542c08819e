package io.interline.ui.designer;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.definition.FlowDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What one document says otherwise than another: each changed field with what was before and what
/// is after, mappings line by line.
final class DocumentDifference extends Div {

  private static final DiffRowGenerator LINES =
      DiffRowGenerator.create().lineNormalizer(Function.identity()).build();
  private static final String ORDER = " (order)";

  /// What kind of change a field had.
  private enum Kind {
    ADDED("added"),
    REMOVED("removed"),
    CHANGED("changed");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /// @param path as [FlowDocuments#values] names it
  private record Field(String path, @Nullable String before, @Nullable String after) {

    Kind kind() {
      if (before == null) return Kind.ADDED;
      return after == null ? Kind.REMOVED : Kind.CHANGED;
    }

    /// `/steps/erp/with/path` is `erp · with · path`.
    String words() {
      if (path.endsWith(ORDER)) {
        String list = path.substring(0, path.length() - ORDER.length());
        return "Order of " + names(list);
      }
      return names(path);
    }

    private static String names(String path) {
      String shown = path.startsWith("/steps/") ? path.substring("/steps/".length()) : path;
      return String.join(" · ", shown.split("/")).replaceFirst("^ · ", "");
    }
  }

  /// @param before JSON of a document
  /// @param after JSON of a document
  DocumentDifference(String before, String after) {
    addClassName("ild-difference");
    var fields = fields(FlowDocuments.values(before), FlowDocuments.values(after));
    if (fields.isEmpty()) add(StepPanels.hint("Both say the same."));
    for (var field : fields) add(drawn(field));
  }

  /// How many fields differ.
  static int count(String before, String after) {
    return fields(FlowDocuments.values(before), FlowDocuments.values(after)).size();
  }

  private static List<Field> fields(
      SortedMap<String, String> before, SortedMap<String, String> after) {
    var paths = new TreeMap<String, String>(before);
    paths.putAll(after);
    var fields = new ArrayList<Field>();
    for (var path : paths.keySet()) {
      if (Objects.equals(before.get(path), after.get(path))) continue;
      fields.add(new Field(path, before.get(path), after.get(path)));
    }
    return fields;
  }

  private static Div drawn(Field field) {
    var kind = new Span(field.kind().word);
    kind.addClassNames("il-sub", "ild-difference-kind");
    var head = new Div(new Span(field.words()), kind);
    head.addClassName("ild-difference-head");
    var lines = new Pre();
    lines.addClassName("ild-difference-lines");
    for (var row : LINES.generateDiffRows(lines(field.before()), lines(field.after()))) {
      if (row.getTag() == DiffRow.Tag.EQUAL) lines.add(line("equal", "  ", row.getOldLine()));
      if (row.getTag() == DiffRow.Tag.DELETE || row.getTag() == DiffRow.Tag.CHANGE)
        lines.add(line("before", "− ", row.getOldLine()));
      if (row.getTag() == DiffRow.Tag.INSERT || row.getTag() == DiffRow.Tag.CHANGE)
        lines.add(line("after", "+ ", row.getNewLine()));
    }
    var drawn = new Div(head, lines);
    drawn.addClassName("ild-difference-field");
    return drawn;
  }

  private static List<String> lines(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split("\n", -1));
  }

  private static Div line(String kind, String mark, String text) {
    var line = new Div(mark + text);
    line.addClassName(kind);
    return line;
  }
}
