package io.interline.ui.designer;

import com.vaadin.flow.component.html.Span;
import io.interline.flow.definition.JsonSource;
import io.interline.flow.definition.JsonSource.Malformed;
import io.interline.ui.elements.Segment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A field that takes any JSON, or a text, and says beside its label which of them is sent. JSON is
/// kept as a tree, so that values are escaped where they are put in; a text is kept as it is typed.
final class JsonField {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String TEXT_TYPE = "text/plain; charset=utf-8";

  /// How the value is sent.
  enum Form {
    JSON,
    TEXT
  }

  /// Where the content type is that says the form.
  ///
  /// @param parent pointer of the object within the step
  /// @param name of the field, whatever its case when it is a header
  record ContentType(String parent, String name) {}

  private final DesignerSession session;
  private final String step;
  private final String pointer;
  private final @Nullable ContentType type;
  private final ExpressionField editor;
  private final @Nullable Segment<Form> choice;
  private final Span word = new Span();

  private JsonField(
      DesignerSession session,
      String step,
      String pointer,
      @Nullable ContentType type,
      ExpressionField editor) {
    this.session = session;
    this.step = step;
    this.pointer = pointer;
    this.type = type;
    this.editor = editor;
    word.addClassName("il-sub");
    choice =
        type == null || !session.editable()
            ? null
            : new Segment<>(
                "Sent as",
                List.of(Form.values()),
                form -> form == Form.JSON ? "JSON" : "Text",
                this::choose);
  }

  /// Binds an editor to a field of the document.
  ///
  /// @param type absent where nothing but the value says the form
  /// @param written called when the field was written by typing
  static JsonField bind(
      DesignerSession session,
      String step,
      String pointer,
      @Nullable ContentType type,
      ExpressionField editor,
      Consumer<JsonField> written) {
    var field = new JsonField(session, step, pointer, type, editor);
    if (field.choice == null) editor.row().aside(field.word);
    else {
      field.choice.setId(editor.editor().getId().orElse("json") + "-form");
      editor.row().aside(field.choice);
    }
    editor.readAsJson(() -> field.form() == Form.JSON);
    editor.text(words(field.stored()));
    field.showForm();
    editor.onChange(
        typed -> {
          field.write(typed);
          field.showForm();
          written.accept(field);
        });
    return field;
  }

  /// Shows the document as it is now; text that says the same in other words stays as it was typed.
  void follow() {
    var now = stored();
    if (parsed(editor.text(), form(editor.text())).equals(now)) editor.refresh();
    else editor.refresh(words(now));
    showForm();
  }

  private JsonNode stored() {
    return session.at(step, pointer);
  }

  private void write(String typed) {
    session.set(step, pointer, typed.isBlank() ? null : parsed(typed, form(typed)));
  }

  private static String words(JsonNode value) {
    return value.isMissingNode()
        ? ""
        : value.isString() ? value.asString() : DocumentJson.pretty(value);
  }

  /// Text that is no JSON stays text; the check says what is wrong with it.
  private static JsonNode parsed(String typed, Form form) {
    if (form == Form.TEXT || JsonSource.isExpression(typed.strip())) return NODES.stringNode(typed);
    try {
      return DocumentJson.read(JsonSource.read(typed).json());
    } catch (Malformed unfinished) {
      return NODES.stringNode(typed);
    }
  }

  private Form form() {
    return form(editor.text());
  }

  /// As the hub's check takes it: what the content type says, else what the text looks like.
  private Form form(String text) {
    var declared = declared().toLowerCase(Locale.ROOT);
    if (!declared.isBlank() && !declared.contains("${"))
      return declared.contains("json") ? Form.JSON : Form.TEXT;
    var value = stored();
    if (!value.isMissingNode() && !value.isString() && words(value).equals(text)) return Form.JSON;
    boolean plain = !text.isBlank() && !JsonSource.isExpression(text.strip());
    return plain && !JsonSource.isMeant(text) ? Form.TEXT : Form.JSON;
  }

  private String declared() {
    return type == null ? "" : session.at(step, typePointer(type)).asString("");
  }

  private String typePointer(ContentType where) {
    for (Map.Entry<String, JsonNode> each : session.at(step, where.parent()).properties())
      if (each.getKey().equalsIgnoreCase(where.name()))
        return where.parent() + "/" + each.getKey().replace("~", "~0").replace("/", "~1");
    return where.parent() + "/" + where.name();
  }

  private void showForm() {
    var form = form();
    if (choice != null) choice.value(form);
    boolean expression = JsonSource.isExpression(editor.text().strip());
    word.setText(
        expression ? "JSON, or text if its value is one" : form == Form.JSON ? "JSON" : "text");
  }

  private void choose(Form form) {
    if (type == null) return;
    var text = editor.text();
    boolean looksJson = text.isBlank() || JsonSource.isMeant(text);
    boolean expression = JsonSource.isExpression(text.strip());
    var wanted =
        form == Form.TEXT ? TEXT_TYPE : looksJson || expression ? null : "application/json";
    session.edit(
        new Edit.SetField(
            session.pointerOf(step) + typePointer(type),
            wanted == null ? null : NODES.stringNode(wanted)),
        DesignerSession.Origin.ELSEWHERE);
    write(text);
    editor.refresh();
    showForm();
  }
}
