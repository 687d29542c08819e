package io.interline.ui.designer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Names with texts, a row each: headers, query parameters. Rows without a name are not kept.
final class NamedTexts extends Div {

  private final DesignerSession session;
  private final String step;
  private final String label;
  private final Div list = new Div();
  private final List<Row> rows = new ArrayList<>();
  private Consumer<ObjectNode> listener = changed -> {};

  /// @param given what the document had: numbers and lists stay what they are until they are edited
  private record Row(TextField name, ExpressionField text, JsonNode given, Div line) {

    JsonNode value() {
      return text.text().equals(words(given))
          ? given
          : JsonNodeFactory.instance.stringNode(text.text());
    }
  }

  private static String words(JsonNode value) {
    return value.isContainer() ? value.toString() : value.asString("");
  }

  NamedTexts(DesignerSession session, String step, String label, JsonNode value) {
    this.session = session;
    this.step = step;
    this.label = label;
    addClassName("ild-named");
    list.addClassName("ild-named-rows");
    add(list);
    show(value);
    if (session.editable())
      add(
          Buttons.small(
              "add-" + label.replace(' ', '-').toLowerCase(java.util.Locale.ROOT),
              Glyph.PLUS,
              "Add",
              () -> row("", JsonNodeFactory.instance.stringNode("")).name().focus()));
  }

  /// Shows other rows.
  void show(JsonNode value) {
    rows.clear();
    list.removeAll();
    for (var entry : value.properties()) row(entry.getKey(), entry.getValue());
  }

  /// Shows other rows when they are others, and tries their texts on the data as it is now.
  void follow(JsonNode value) {
    if (value.isMissingNode() ? all().isEmpty() : all().equals(value)) refresh();
    else show(value);
  }

  /// Tries the texts on the data as it is now.
  void refresh() {
    for (var row : rows) row.text().refresh();
  }

  /// Called with all rows on each change.
  void onChange(Consumer<ObjectNode> listener) {
    this.listener = listener;
  }

  private Row row(String name, JsonNode given) {
    var nameField = new TextField();
    nameField.setPlaceholder("Name");
    nameField.setAriaLabel(label + ": name");
    nameField.setValue(name);
    nameField.setReadOnly(!session.editable());
    nameField.setValueChangeMode(ValueChangeMode.ON_BLUR);
    nameField.addValueChangeListener(change -> tell());
    var value = ExpressionField.text(session, step, label + ": value", false, "Value");
    value.text(words(given));
    value.onChange(changed -> tell());
    var line = new Div(nameField, value);
    line.addClassName("ild-named-row");
    var row = new Row(nameField, value, given, line);
    if (session.editable())
      line.add(
          Buttons.icon(
              "remove-" + rows.size(),
              Glyph.CLOSE,
              "Remove",
              () -> {
                rows.remove(row);
                list.remove(line);
                tell();
              }));
    rows.add(row);
    list.add(line);
    return row;
  }

  private void tell() {
    listener.accept(all());
  }

  private ObjectNode all() {
    var all = JsonNodeFactory.instance.objectNode();
    for (var row : rows)
      if (!row.name().getValue().isBlank()) all.set(row.name().getValue().strip(), row.value());
    return all;
  }
}
