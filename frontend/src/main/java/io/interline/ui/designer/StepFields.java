package io.interline.ui.designer;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Makes the fields of a step's form. Each shows one field of the document, writes it as it is
/// typed, and follows it.
final class StepFields {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final DesignerSession session;
  private final String step;
  private final DocumentForm form;

  /// @param step id of the step or of the trigger
  /// @param form that the fields follow
  StepFields(DesignerSession session, String step, DocumentForm form) {
    this.session = session;
    this.step = step;
    this.form = form;
  }

  /// Binds an editor to a field; an empty text removes the field, or stays empty when it is needed.
  ExpressionField bind(ExpressionField editor, String id, String pointer, boolean needed) {
    editor.withId(id);
    editor.row().at(step, pointer, needed);
    editor.text(words(session.at(step, pointer)));
    editor.onChange(
        text ->
            session.set(step, pointer, text.isBlank() && !needed ? null : NODES.stringNode(text)));
    form.follow(() -> editor.refresh(words(session.at(step, pointer))));
    return editor;
  }

  private static String words(JsonNode value) {
    return value.isMissingNode() || value.isNull()
        ? ""
        : value.isValueNode() ? value.asString("") : DocumentJson.pretty(value);
  }

  /// A text with `${…}`.
  ExpressionField text(String label, String id, String pointer, String example, boolean needed) {
    return bind(ExpressionField.text(session, step, label, false, example), id, pointer, needed);
  }

  /// A text with `${…}` in several lines.
  ExpressionField lines(String label, String id, String pointer, String example) {
    return bind(ExpressionField.text(session, step, label, true, example), id, pointer, false);
  }

  /// Any JSON, or one expression: `${.order}` as it is, or an object with `${…}` in its texts.
  ///
  /// @param type where the content type says that it is a text; absent when nothing does
  ExpressionField json(
      String label,
      String id,
      String pointer,
      String example,
      JsonField.@Nullable ContentType type) {
    var editor = ExpressionField.body(session, step, label, example).withId(id);
    editor.row().at(step, pointer, false);
    var field = JsonField.bind(session, step, pointer, type, editor, written -> {});
    form.follow(field::follow);
    return editor;
  }

  /// A word, for example the name of an event.
  FieldRow word(String label, String id, String pointer, String example) {
    var text = new TextField();
    text.setId(id);
    text.setAriaLabel(label);
    text.setPlaceholder(example);
    text.setWidthFull();
    text.setReadOnly(!session.editable());
    text.setValue(session.at(step, pointer).asString(""));
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.addValueChangeListener(
        change -> {
          if (change.isFromClient())
            session.set(step, pointer, NODES.stringNode(change.getValue().strip()));
        });
    form.follow(
        () -> {
          var now = session.at(step, pointer).asString("");
          if (!text.getValue().strip().equals(now)) text.setValue(now);
        });
    return new FieldRow(label, text).at(step, pointer, true);
  }

  /// A whole number.
  ///
  /// @param standard shown when the document says nothing
  /// @param needed written also when it is the standard
  FieldRow whole(
      String label, String id, String pointer, int standard, int min, int max, boolean needed) {
    var number = new IntegerField();
    number.setId(id);
    number.setAriaLabel(label);
    number.setMin(min);
    number.setMax(max);
    number.setStepButtonsVisible(true);
    number.setWidthFull();
    number.setReadOnly(!session.editable());
    number.setValue(session.at(step, pointer).asInt(standard));
    number.addValueChangeListener(
        change -> {
          var value = change.getValue();
          if (!change.isFromClient() || value == null || value < min || value > max) return;
          session.set(step, pointer, value == standard && !needed ? null : NODES.numberNode(value));
        });
    form.follow(() -> number.setValue(session.at(step, pointer).asInt(standard)));
    return new FieldRow(label, number).at(step, pointer, needed);
  }

  /// One of a few words, which are explained; the first is what holds when the document says
  /// nothing.
  FieldRow choice(String label, String id, String pointer, Map<String, String> explained) {
    var standard = explained.keySet().iterator().next();
    var select = new Select<String>();
    select.setId(id);
    select.setItems(explained.keySet());
    select.setItemLabelGenerator(word -> explained.getOrDefault(word, word));
    select.setAriaLabel(label);
    select.setWidthFull();
    select.setReadOnly(!session.editable());
    select.setValue(session.at(step, pointer).asString(standard));
    select.addValueChangeListener(
        change -> {
          if (!change.isFromClient() || change.getValue() == null) return;
          var word = change.getValue();
          session.set(step, pointer, word.equals(standard) ? null : NODES.stringNode(word));
        });
    form.follow(() -> select.setValue(session.at(step, pointer).asString(standard)));
    return new FieldRow(label, select).at(step, pointer, false);
  }

  /// A box that puts a part into the document, and takes it out.
  ///
  /// @param changed called when the box was clicked, with whether it is on
  Checkbox part(
      String label, String id, String pointer, JsonNode first, Consumer<Boolean> changed) {
    var box = new Checkbox(label);
    box.setId(id);
    box.setReadOnly(!session.editable());
    box.setValue(!session.at(step, pointer).isMissingNode());
    box.addValueChangeListener(
        change -> {
          if (!change.isFromClient()) return;
          session.set(step, pointer, change.getValue() ? first : null);
          changed.accept(change.getValue());
        });
    form.follow(() -> box.setValue(!session.at(step, pointer).isMissingNode()));
    return box;
  }

  /// A duration in plain words, `2 d` or `1 min 30 s`.
  FieldRow duration(String label, String id, String pointer, String standard) {
    var text = new TextField();
    text.setId(id);
    text.setAriaLabel(label);
    text.setPlaceholder(standard);
    text.setWidthFull();
    text.setReadOnly(!session.editable());
    text.setValue(Durations.write(session.at(step, pointer).asString("")));
    text.setValueChangeMode(ValueChangeMode.LAZY);
    var row = new FieldRow(label, text).at(step, pointer, false);
    text.addValueChangeListener(
        change -> {
          if (!change.isFromClient()) return;
          if (change.getValue().isBlank()) {
            row.nothing();
            session.set(step, pointer, null);
            return;
          }
          Durations.read(change.getValue())
              .ifPresentOrElse(
                  duration -> {
                    row.nothing();
                    session.set(step, pointer, NODES.stringNode(duration.toString()));
                  },
                  () -> row.wrong("That is no duration: write for example 20 s, 5 min or 2 d."));
        });
    form.follow(
        () -> {
          var now = session.at(step, pointer).asString("");
          var typed = Durations.read(text.getValue()).map(Objects::toString).orElse("");
          if (!typed.equals(now)) text.setValue(Durations.write(now));
        });
    return row;
  }
}
