package io.interline.ui.elements;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.QueryParameters;
import io.interline.flow.Flows.FlowSummary;
import io.interline.tenant.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The filters of a list, in a row, and in the address of its page, so that a list can be shared
/// and reloaded. On a phone they are folded behind a button that says how many are set. Each
/// answers what is chosen, or null for all; what the address says and no field offers counts as
/// null.
///
/// ```java
/// var state = filters.choice("status", "State", "Any state", states, Names::of, Enum::name);
/// find(state.get());
/// ```
public final class Filters extends Div {

  private final String route;
  private final Button clear = Buttons.quiet("filter-clear", "Clear", this::clear);
  private final Button fold = Buttons.plain("filter-fold", "Filters", this::fold);
  private final List<Runnable> fields = new ArrayList<>();
  private Map<String, String> values = new LinkedHashMap<>();

  /// @param route of the list's page
  public Filters(String route) {
    this.route = route;
    addClassName("il-filters");
    getElement().setAttribute("role", "search");
    fold.addClassName("il-filter-fold");
    fold.getElement().setAttribute("aria-expanded", "false");
    add(fold, clear);
  }

  /// A choice whose empty entry means all.
  ///
  /// @param id as in the address
  public <T> Supplier<@Nullable T> choice(
      String name,
      String label,
      String all,
      List<T> items,
      Function<T, String> words,
      Function<T, String> id) {
    var select = new Select<T>();
    select.setLabel(label);
    select.setItems(items);
    select.setItemLabelGenerator(item -> item == null ? all : words.apply(item));
    select.setEmptySelectionAllowed(true);
    select.setEmptySelectionCaption(all);
    select.addValueChangeListener(
        change -> {
          var chosen = change.getValue();
          if (change.isFromClient()) change(name, chosen == null ? null : id.apply(chosen));
        });
    Supplier<@Nullable T> value =
        () ->
            text(name)
                .flatMap(text -> items.stream().filter(one -> id.apply(one).equals(text)).findAny())
                .orElse(null);
    field(name, select, () -> select.setValue(value.get()));
    return value;
  }

  /// A field of words.
  public Supplier<@Nullable String> words(String name, String label, String placeholder) {
    var field = new TextField(label);
    field.setPlaceholder(placeholder);
    field.setClearButtonVisible(true);
    field.setPrefixComponent(Glyph.SEARCH.create());
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setValueChangeTimeout(300);
    field.addValueChangeListener(
        change -> {
          if (change.isFromClient()) change(name, change.getValue().strip());
        });
    field(name, field, () -> field.setValue(text(name).orElse("")));
    return () -> text(name).orElse(null);
  }

  /// A value of the address that has no field of its own; the clear button removes it, too.
  public <T> Supplier<@Nullable T> hidden(String name, Function<String, T> parse) {
    return () -> {
      try {
        return text(name).map(parse).orElse(null);
      } catch (IllegalArgumentException unknown) {
        return null;
      }
    };
  }

  /// Chooses a value as if somebody had done so in its field.
  public void choose(String name, String value) {
    change(name, value);
  }

  /// One of these flows.
  public Supplier<@Nullable FlowSummary> flow(List<FlowSummary> flows) {
    return choice(
        "flow", "Flow", "All flows", flows, FlowSummary::title, flow -> flow.id().value());
  }

  /// Development or production.
  public Supplier<@Nullable Environment> environment() {
    var all = List.of(Environment.values());
    return choice("environment", "Environment", "Both", all, Names::of, Environment::id);
  }

  /// How far back to look.
  public Supplier<@Nullable TimeRange> time(String label) {
    var ranges = List.of(TimeRange.HOUR, TimeRange.DAY, TimeRange.WEEK, TimeRange.MONTH);
    return choice("time", label, TimeRange.ALL.title(), ranges, TimeRange::title, TimeRange::id);
  }

  /// Shows or hides the fields where they are folded: on a phone.
  private void fold() {
    boolean open = !hasClassName("open");
    setClassName("open", open);
    fold.getElement().setAttribute("aria-expanded", Boolean.toString(open));
  }

  private void field(String name, Component field, Runnable show) {
    field.setId("filter-" + name);
    fields.add(show);
    addComponentAtIndex(getComponentCount() - 1, field);
  }

  /// Takes and shows the values of the page's address.
  public void read(QueryParameters parameters) {
    values = new LinkedHashMap<>();
    parameters
        .getParameters()
        .forEach(
            (name, all) -> {
              if (!all.isEmpty() && !all.getFirst().isBlank()) values.put(name, all.getFirst());
            });
    fields.forEach(Runnable::run);
    clear.setVisible(!none());
    fold.setText(none() ? "Filters" : "Filters (" + values.size() + ")");
  }

  /// A value of the address that is no filter: answered once, and no part of the address from then
  /// on.
  public <T> Optional<T> take(String name, Function<String, T> parse) {
    var text = text(name);
    values.remove(name);
    clear.setVisible(!none());
    try {
      return text.map(parse);
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /// Whether nothing is filtered.
  public boolean none() {
    return values.isEmpty();
  }

  /// Removes all values.
  public void clear() {
    values.clear();
    UI.getCurrentOrThrow().navigate(route);
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// Sets or removes a value and goes to the address that says so.
  private void change(String name, @Nullable String value) {
    if (value == null || value.isBlank()) values.remove(name);
    else values.put(name, value);
    UI.getCurrentOrThrow().navigate(route, QueryParameters.simple(values));
  }
}
