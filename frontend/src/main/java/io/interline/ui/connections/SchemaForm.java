package io.interline.ui.connections;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasPlaceholder;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.audit.EdgeJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A form made from a JSON Schema with `x-interline-*` keys. Secrets are write-only: of a stored
/// one the form only says that it is there.
final class SchemaForm extends Div {

  private static final JsonMapper JSON = EdgeJson.mapper();

  private final Map<String, HasValue<?, ?>> fields = new LinkedHashMap<>();
  private final Map<String, SecretField> secrets = new LinkedHashMap<>();
  private final Map<String, String> showIf = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();

  /// @param schema JSON Schema of an object
  /// @param values what is stored, by name
  /// @param stored names of the secrets that are stored
  SchemaForm(String schema, Map<String, String> values, Set<String> stored) {
    addClassName("il-form");
    var root = JSON.readTree(schema);
    root.path("required").forEach(name -> required.add(name.asString()));
    var advanced = new Div();
    advanced.addClassName("il-form");
    root.path("properties").properties().stream()
        .sorted(Comparator.comparingInt(property -> order(property.getValue())))
        .forEach(
            property -> {
              var field = field(property.getKey(), property.getValue(), values, stored);
              var hidden = property.getValue().path("x-interline-advanced").asBoolean(false);
              (hidden ? advanced : this).add(field);
            });
    if (advanced.getComponentCount() > 0) add(new Details("More settings", advanced));
    fields.values().forEach(field -> field.addValueChangeListener(change -> reveal()));
    reveal();
  }

  private static int order(JsonNode property) {
    return property.path("x-interline-order").asInt(1_000);
  }

  private Component field(
      String name, JsonNode property, Map<String, String> values, Set<String> stored) {
    var label = property.path("x-interline-label").asString(name);
    var condition = property.path("x-interline-showIf").asString("");
    if (!condition.isEmpty()) showIf.put(name, condition);
    var value = values.getOrDefault(name, text(property.path("default")));
    if (property.path("x-interline-secret").asBoolean(false)) {
      var secret = new SecretField(name, label, help(property), stored.contains(name));
      secrets.put(name, secret);
      return secret;
    }
    var field = plain(property, label, value);
    field.setId("field-" + name);
    if (field instanceof HasHelper helped) helped.setHelperText(help(property));
    if (field instanceof HasPlaceholder shown) {
      shown.setPlaceholder(property.path("x-interline-example").asString(""));
    }
    if (field instanceof HasSize sized) sized.setWidthFull();
    fields.put(name, (HasValue<?, ?>) field);
    return field;
  }

  private static AbstractField<?, ?> plain(JsonNode property, String label, String value) {
    if (property.has("enum")) {
      var select = new Select<String>();
      select.setLabel(label);
      var items = new ArrayList<String>();
      property.path("enum").forEach(item -> items.add(item.asString()));
      select.setItems(items);
      if (items.contains(value)) select.setValue(value);
      return select;
    }
    if ("boolean".equals(property.path("type").asString(""))) {
      return new Checkbox(label, Boolean.parseBoolean(value));
    }
    if (property.path("x-interline-multiline").asBoolean(false)) {
      var area = new TextArea(label);
      area.setValue(value);
      return area;
    }
    var field = new TextField(label);
    field.setValue(value);
    return field;
  }

  private static String help(JsonNode property) {
    return property.path("description").asString("");
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "" : value.asString(value.toString());
  }

  /// Shows a field only while the field that it depends on has one of the values it names.
  private void reveal() {
    showIf.forEach(
        (name, condition) -> {
          int at = condition.indexOf('=');
          if (at < 0) return;
          var other = fields.get(condition.substring(0, at));
          var wanted = List.of(condition.substring(at + 1).split("\\|"));
          var visible = other == null || wanted.contains(String.valueOf(other.getValue()));
          component(name).setVisible(visible);
        });
  }

  private Component component(String name) {
    var secret = secrets.get(name);
    return secret != null ? secret : (Component) Objects.requireNonNull(fields.get(name));
  }

  /// Marks required fields that are empty.
  ///
  /// @return whether nothing is missing
  boolean complete() {
    boolean complete = true;
    for (var name : required) {
      var secret = secrets.get(name);
      if (secret != null) {
        complete &= !secret.isVisible() || secret.complete();
        continue;
      }
      var field = fields.get(name);
      if (field instanceof Checkbox || !(field instanceof HasValidationProperties marked)) continue;
      boolean missing = field.isEmpty() && component(name).isVisible();
      marked.setErrorMessage("Fill in this field.");
      marked.setInvalid(missing);
      complete &= !missing;
    }
    return complete;
  }

  /// The fields that are no secrets, without empty ones.
  Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    fields.forEach(
        (name, field) -> {
          var value = field.getValue() == null ? "" : String.valueOf(field.getValue()).strip();
          if (!value.isEmpty() && component(name).isVisible()) settings.put(name, value);
        });
    return settings;
  }

  /// The secrets that were written.
  Map<String, String> secrets() {
    var written = new LinkedHashMap<String, String>();
    secrets.forEach((name, field) -> field.written().ifPresent(value -> written.put(name, value)));
    return written;
  }
}
