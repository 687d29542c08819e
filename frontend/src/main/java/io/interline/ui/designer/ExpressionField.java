package io.interline.ui.designer;

import com.vaadin.flow.component.html.Div;
import io.interline.flow.TestBench.Hint;
import io.interline.flow.TestBench.Language;
import io.interline.flow.TestBench.Preview;
import io.interline.flow.definition.JsonSource;
import io.interline.ui.elements.CodeEditor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A text that may hold `${…}`, with the value that it has on the sample below it. In the form of a
/// condition it holds one expression, written without the `${…}` around it.
final class ExpressionField extends Div {

  private static final int LONGEST_VALUE = 160;

  /// What the text is.
  private enum Form {
    /// With `${…}` in it.
    TEXT,
    /// JSON with `${…}` in it, or such a text.
    BODY,
    /// One expression, shown without the `${…}` around it, that holds or not.
    CONDITION,
    /// One expression, shown without the `${…}` around it.
    VALUE,
    /// One expression that gives a list.
    ITEMS
  }

  private final DesignerSession session;
  private final String step;
  private final Form form;
  private final CodeEditor editor;
  private final FieldRow row;
  private final List<Consumer<String>> listeners = new ArrayList<>();
  private BooleanSupplier json = () -> false;
  private boolean path;

  /// A text field.
  static ExpressionField text(
      DesignerSession session, String step, String label, boolean multiline, String example) {
    return new ExpressionField(session, step, label, multiline, example, Form.TEXT);
  }

  /// JSON with `${…}` in it, or a text.
  static ExpressionField body(DesignerSession session, String step, String label, String example) {
    return new ExpressionField(session, step, label, true, example, Form.BODY);
  }

  /// A condition.
  static ExpressionField condition(DesignerSession session, String step, String label) {
    return new ExpressionField(session, step, label, false, ".order.total > 100", Form.CONDITION);
  }

  /// One expression, for example a key.
  static ExpressionField value(DesignerSession session, String step, String label, String example) {
    return new ExpressionField(session, step, label, false, example, Form.VALUE);
  }

  /// One expression that gives a list.
  static ExpressionField items(DesignerSession session, String step, String label, String example) {
    return new ExpressionField(session, step, label, false, example, Form.ITEMS);
  }

  private ExpressionField(
      DesignerSession session,
      String step,
      String label,
      boolean multiline,
      String example,
      Form form) {
    this.session = session;
    this.step = step;
    this.form = form;
    editor = new CodeEditor(mode(form), label);
    if (!multiline) editor.line();
    else editor.addClassName("ild-tall");
    if (!example.isEmpty()) editor.placeholder(example);
    editor.setReadOnly(!session.editable());
    editor.context(DocumentJson.write(session.sample().contextFor(session.document(), step)));
    row = new FieldRow(label, editor);
    add(row);
  }

  private static CodeEditor.Mode mode(Form form) {
    return switch (form) {
      case TEXT -> CodeEditor.Mode.TEMPLATE;
      case BODY -> CodeEditor.Mode.BODY;
      case CONDITION, VALUE, ITEMS -> CodeEditor.Mode.JSLT;
    };
  }

  /// Says when the text is JSON rather than a text.
  void readAsJson(BooleanSupplier json) {
    this.json = json;
  }

  /// Says that the text is a path, in which values are encoded.
  void readAsPath() {
    path = true;
  }

  /// Puts a stable id on the editor.
  ExpressionField withId(String id) {
    editor.setId(id);
    return this;
  }

  ExpressionField help(String words) {
    row.help(words);
    return this;
  }

  ExpressionField aside(String words) {
    row.aside(words);
    return this;
  }

  /// The text as the document holds it.
  String text() {
    var typed = editor.getValue();
    return isBare() && !typed.isBlank() ? "${" + typed.strip() + "}" : typed;
  }

  /// Shows a text of the document.
  void text(String value) {
    var whole = isBare() && value.startsWith("${") && value.endsWith("}");
    editor.setValue(whole ? value.substring(2, value.length() - 1) : value);
    preview();
  }

  /// Shows a text of the document, on the data as it is now.
  void refresh(String value) {
    editor.context(DocumentJson.write(session.sample().contextFor(session.document(), step)));
    text(value);
  }

  /// Keeps the text and tries it on the data as it is now.
  void refresh() {
    editor.context(DocumentJson.write(session.sample().contextFor(session.document(), step)));
    preview();
  }

  /// Called with the text of the document on each change by the person.
  ExpressionField onChange(Consumer<String> listener) {
    listeners.add(listener);
    editor.addValueChangeListener(
        change -> {
          if (!change.isFromClient()) return;
          listener.accept(text());
          preview();
        });
    return this;
  }

  CodeEditor editor() {
    return editor;
  }

  FieldRow row() {
    return row;
  }

  /// Evaluates the text on the sample.
  void preview() {
    var text = text();
    editor.noProblem();
    boolean asJson = json.getAsBoolean() && !JsonSource.isExpression(text.strip());
    if (text.isBlank() || !(asJson || text.contains("${"))) {
      row.nothing();
      return;
    }
    var language = path ? Language.PATH : Language.TEMPLATE;
    show(session.preview(text, asJson ? Language.JSON : language, step));
  }

  private void show(Preview preview) {
    var error = preview.error();
    int before = isBare() ? 2 : 0;
    if (error != null) {
      row.wrong(error);
      editor.problem(error, preview.line(), column(preview.line(), preview.column(), before));
      return;
    }
    editor.hints(
        preview.hints().stream()
            .map(
                h ->
                    new CodeEditor.Mark(
                        h.message(), h.line(), column(h.line(), h.column(), before)))
            .toList());
    var value = DocumentJson.line(String.valueOf(preview.value()));
    if (form == Form.CONDITION)
      row.value(holds(value) ? "= true on the sample" : "= false on the sample");
    else if (form == Form.ITEMS) items(preview, value);
    else row.value("= " + cut(form == Form.BODY ? sent(preview) : value));
    for (var hint : preview.hints()) row.hint(hint.message(), change(hint));
  }

  private static int column(int line, int column, int before) {
    return Math.max(1, line == 1 ? column - before : column);
  }

  /// A text goes out as it is, without the quotes that JSON has.
  private static String sent(Preview preview) {
    var value = DocumentJson.read(String.valueOf(preview.value()));
    return value.isString() ? value.asString() : DocumentJson.line(DocumentJson.write(value));
  }

  private @Nullable Runnable change(Hint hint) {
    var changed = hint.change();
    if (changed == null || !session.editable()) return null;
    return () -> {
      text(changed);
      for (var listener : listeners) listener.accept(text());
    };
  }

  private void items(Preview preview, String value) {
    var list = DocumentJson.read(String.valueOf(preview.value()));
    if (!list.isArray()) {
      row.wrong("That is no list on the sample, but " + cut(value));
      return;
    }
    row.value((list.size() == 1 ? "= 1 item: " : "= " + list.size() + " items: ") + cut(value));
  }

  private static String cut(String value) {
    return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
  }

  private boolean isBare() {
    return form != Form.TEXT && form != Form.BODY;
  }

  /// The rule of JSLT's `if`.
  private static boolean holds(String json) {
    return switch (json) {
      case "false", "null", "0", "\"\"", "[]", "{}", "0.0" -> false;
      default -> true;
    };
  }
}
