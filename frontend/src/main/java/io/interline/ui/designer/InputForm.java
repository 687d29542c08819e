package io.interline.ui.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.interline.ui.designer.InputField.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The form of an operation, made from its input schema; each field writes into `with` of its step
/// or trigger as it is typed into.
final class InputForm extends DocumentForm {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final DesignerSession session;
  private final String step;
  private final List<InputField> fields;
  private final Map<InputField, Component> rows = new LinkedHashMap<>();
  private final Map<InputField, JsonNode> seen = new HashMap<>();

  InputForm(DesignerSession session, String step, List<InputField> fields) {
    this.session = session;
    this.step = step;
    this.fields = fields;
    var folded = StepPanels.form();
    InputField before = null;
    for (var field : fields) {
      var component = component(field);
      rows.put(field, component);
      if (field.advanced()) {
        folded.add(component);
      } else if (before != null && before.kind() == Kind.CHOICE && isShortText(field)) {
        // A short choice and the text behind it, `POST` and `/orders`, stand side by side.
        var choice = Objects.requireNonNull(rows.get(before));
        var pair = new Div(choice, component);
        pair.addClassName("ild-pair");
        add(pair);
      } else {
        add(component);
      }
      before = field;
    }
    if (folded.getComponentCount() > 0) {
      var details = new Details("More", folded);
      details.setId("more-fields");
      details.setOpened(usesAdvanced());
      add(details);
    }
    showAndHide();
    follow(this::showAndHide);
  }

  /// Has a field shown anew when its value is another than the one that was shown or typed last;
  /// text that says the same in other words stays as it was typed.
  private void follow(InputField field, Consumer<JsonNode> changed, Runnable same) {
    seen.put(field, value(field));
    follow(
        () -> {
          var now = value(field);
          if (now.equals(seen.put(field, now))) same.run();
          else changed.accept(now);
        });
  }

  private void follow(InputField field, Consumer<JsonNode> changed) {
    follow(field, changed, () -> {});
  }

  private static boolean isShortText(InputField field) {
    return field.kind() == Kind.TEXT && !field.multiline() && field.showIf() == null;
  }

  private boolean usesAdvanced() {
    return fields.stream().anyMatch(f -> f.advanced() && !value(f).isMissingNode());
  }

  private JsonNode value(InputField field) {
    return session.at(step, "/with").path(field.name());
  }

  private void set(InputField field, String text) {
    set(field, text.isEmpty() ? null : NODES.stringNode(text));
  }

  private void set(InputField field, @Nullable JsonNode value) {
    session.set(step, pointer(field), value);
    seen.put(field, value(field));
    showAndHide();
  }

  private static String pointer(InputField field) {
    return "/with/" + field.name().replace("~", "~0").replace("/", "~1");
  }

  private FieldRow placed(FieldRow row, InputField field) {
    return row.at(step, pointer(field), field.required());
  }

  private void showAndHide() {
    var with = session.at(step, "/with");
    rows.forEach(
        (field, row) -> {
          var condition = field.showIf();
          row.setVisible(condition == null || condition.holds(with, fields));
        });
  }

  private Component component(InputField field) {
    if (field.connection() != null) return connection(field, field.connection());
    return switch (field.kind()) {
      case CHOICE -> choice(field);
      case TRUTH -> truth(field);
      case MAP -> map(field);
      case JSON -> json(field);
      case TEXT -> text(field);
      case WHOLE, DECIMAL -> number(field);
      case SPAN -> span(field);
    };
  }

  private Component connection(InputField field, String connector) {
    var picker = new ConnectionPicker(session, connector, field.label());
    picker.choose(value(field).asString(""), alias -> set(field, alias));
    picker.setId("field-" + field.name());
    placed(picker.row(), field);
    follow(field, now -> picker.show(now.asString("")));
    return picker;
  }

  private Component choice(InputField field) {
    var select = new Select<String>();
    select.setItems(field.choices());
    select.setId("field-" + field.name());
    select.setAriaLabel(field.label());
    select.setWidthFull();
    select.setReadOnly(!session.editable());
    select.setValue(chosen(field));
    follow(field, now -> select.setValue(chosen(field)));
    select.addValueChangeListener(
        change -> {
          if (change.isFromClient()) set(field, change.getValue() == null ? "" : change.getValue());
        });
    return placed(new FieldRow(field.label(), select), field)
        .help(isObvious(field) ? "" : field.help());
  }

  private @Nullable String chosen(InputField field) {
    var standard = field.defaultValue() == null ? "" : field.defaultValue().asString("");
    var current = value(field).asString(standard);
    return field.choices().contains(current) ? current : null;
  }

  /// What everybody who builds integrations knows takes no room.
  private static boolean isObvious(InputField field) {
    return field.name().equals("method");
  }

  private Component truth(InputField field) {
    var box = new Checkbox(field.label());
    box.setId("field-" + field.name());
    box.setReadOnly(!session.editable());
    var standard = field.defaultValue() != null && field.defaultValue().asBoolean(false);
    box.setValue(value(field).asBoolean(standard));
    follow(field, now -> box.setValue(now.asBoolean(standard)));
    box.addValueChangeListener(
        change -> {
          if (change.isFromClient()) set(field, NODES.booleanNode(change.getValue()));
        });
    var row = new Div(box);
    row.addClassName("ild-field");
    if (!field.help().isEmpty()) {
      var help = new Div(field.help());
      help.addClassName("ild-help");
      row.add(help);
    }
    return row;
  }

  private Component map(InputField field) {
    var editor = new NamedTexts(session, step, field.label(), value(field));
    editor.setId("field-" + field.name());
    editor.onChange(changed -> set(field, changed.isEmpty() ? null : changed));
    follow(field, editor::show, editor::refresh);
    return placed(new FieldRow(field.label(), editor), field).help(field.help());
  }

  private static String example(InputField field) {
    if (!field.example().isEmpty() || field.defaultValue() == null) return field.example();
    return field.defaultValue().asString("");
  }

  /// @param words the value as text for people
  private ExpressionField expression(
      InputField field, Function<JsonNode, String> words, boolean multiline) {
    var editor = ExpressionField.text(session, step, field.label(), multiline, example(field));
    if (field.path()) editor.readAsPath();
    if (!field.required()) editor.aside("optional");
    editor.withId("field-" + field.name()).help(field.help());
    placed(editor.row(), field);
    editor.text(words.apply(value(field)));
    follow(field, now -> editor.refresh(words.apply(now)), editor::refresh);
    return editor;
  }

  private Component text(InputField field) {
    var editor = expression(field, now -> now.asString(""), field.multiline());
    return editor.onChange(text -> set(field, text));
  }

  private Component number(InputField field) {
    var editor =
        expression(field, now -> now.isNumber() ? now.toString() : now.asString(""), false);
    return editor.onChange(
        text -> {
          try {
            var number = text.isBlank() ? null : DocumentJson.read(text.strip());
            set(field, number != null && !number.isNumber() ? NODES.stringNode(text) : number);
          } catch (JacksonException expression) {
            set(field, text);
          }
        });
  }

  private Component span(InputField field) {
    var editor = expression(field, now -> Durations.write(now.asString("")), false);
    return editor.onChange(
        text -> set(field, Durations.read(text).map(Object::toString).orElse(text)));
  }

  /// Any JSON, or one expression: `${.order}` as it is, or an object with `${…}` in its texts.
  private Component json(InputField field) {
    var editor = ExpressionField.body(session, step, field.label(), example(field));
    if (!field.required()) editor.aside("optional");
    editor.withId("field-" + field.name()).help(field.help());
    placed(editor.row(), field);
    boolean typed = fields.stream().anyMatch(each -> each.name().equals("contentType"));
    var type = typed ? new JsonField.ContentType("/with", "contentType") : null;
    var bound =
        JsonField.bind(session, step, pointer(field), type, editor, written -> showAndHide());
    follow(bound::follow);
    return editor;
  }
}
