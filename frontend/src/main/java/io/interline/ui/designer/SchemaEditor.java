package io.interline.ui.designer;

import com.vaadin.flow.component.html.Div;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.CodeEditor;
import io.interline.ui.elements.Glyph;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON Schema, typed or made from the sample.
final class SchemaEditor extends Div {

  private final CodeEditor editor;
  private final FieldRow row;
  private final Consumer<ObjectNode> listener;
  private JsonNode seen;

  SchemaEditor(
      DesignerSession session,
      String label,
      JsonNode schema,
      Consumer<ObjectNode> listener,
      Supplier<JsonNode> sample) {
    this.listener = listener;
    this.seen = schema;
    editor = new CodeEditor(CodeEditor.Mode.JSON, label).numbers();
    editor.addClassName("ild-schema");
    editor.setId("schema");
    editor.setReadOnly(!session.editable());
    editor.setValue(schema.isObject() ? DocumentJson.pretty(schema) : "");
    editor.addValueChangeListener(
        change -> {
          if (change.isFromClient()) take(change.getValue());
        });
    row = new FieldRow(label, editor).help("JSON Schema 2020-12.");
    if (session.editable())
      row.aside(
          Buttons.small(
              "schema-from-sample",
              Glyph.REFRESH,
              "From the sample",
              () -> {
                var made = SchemaSketch.of(sample.get());
                editor.setValue(DocumentJson.pretty(made));
                row.nothing();
                seen = made;
                listener.accept(made);
              }));
    add(row);
  }

  /// Shows another schema; the text of one that says the same stays as it was typed.
  void refresh(JsonNode schema) {
    if (schema.equals(seen)) return;
    seen = schema;
    row.nothing();
    editor.setValue(schema.isObject() ? DocumentJson.pretty(schema) : "");
  }

  private void take(String text) {
    try {
      if (DocumentJson.read(text) instanceof ObjectNode object) {
        row.nothing();
        seen = object;
        listener.accept(object);
      } else {
        row.wrong("A schema is an object.");
      }
    } catch (JacksonException unfinished) {
      DocumentJson.complaint(text).ifPresent(row::wrong);
    }
  }
}
