package io.interline.ui.elements;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The filters of a list, kept in the address of its page, so that it can be shared and reloaded.
public final class Filters {

  private final String route;
  private Map<String, String> values = new LinkedHashMap<>();

  /// @param route of the list's page
  public Filters(String route) {
    this.route = route;
  }

  /// Takes the values of the page's address.
  public void read(QueryParameters parameters) {
    values = new LinkedHashMap<>();
    parameters
        .getParameters()
        .forEach(
            (name, all) -> {
              if (!all.isEmpty() && !all.getFirst().isBlank()) values.put(name, all.getFirst());
            });
  }

  /// A value as it stands in the address.
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// A value that is no filter: answered once, and no part of the address from then on.
  public <T> Optional<T> take(String name, Function<String, T> parse) {
    var value = value(name, parse);
    values.remove(name);
    return value;
  }

  /// A value, if it is one that `parse` takes; others count as none.
  public <T> Optional<T> value(String name, Function<String, T> parse) {
    try {
      return text(name).map(parse);
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /// Whether nothing is filtered.
  public boolean none() {
    return values.isEmpty();
  }

  /// Sets or removes a value and goes to the address that says so.
  public void change(String name, @Nullable String value) {
    if (value == null || value.isBlank()) values.remove(name);
    else values.put(name, value);
    UI.getCurrentOrThrow().navigate(route, QueryParameters.simple(values));
  }

  /// Removes all values.
  public void clear() {
    values.clear();
    UI.getCurrentOrThrow().navigate(route);
  }

  /// A choice whose empty entry means all.
  ///
  /// @param id as in the address
  public <T> Select<T> choice(
      String name,
      String label,
      String all,
      List<T> items,
      Function<T, String> words,
      Function<T, String> id) {
    var select = new Select<T>();
    select.setId("filter-" + name);
    select.setLabel(label);
    select.setItems(items);
    select.setItemLabelGenerator(item -> item == null ? all : words.apply(item));
    select.setEmptySelectionAllowed(true);
    select.setEmptySelectionCaption(all);
    select.setWidth("170px");
    select.addValueChangeListener(
        change -> {
          if (!change.isFromClient()) return;
          var chosen = change.getValue();
          change(name, chosen == null ? null : id.apply(chosen));
        });
    return select;
  }

  /// A field of words.
  public TextField words(String name, String label, String placeholder) {
    var field = new TextField(label);
    field.setId("filter-" + name);
    field.setPlaceholder(placeholder);
    field.setClearButtonVisible(true);
    field.setPrefixComponent(Glyph.SEARCH.create());
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setValueChangeTimeout(300);
    field.setWidth("220px");
    field.addValueChangeListener(
        change -> {
          if (change.isFromClient()) change(name, change.getValue().strip());
        });
    return field;
  }
}
