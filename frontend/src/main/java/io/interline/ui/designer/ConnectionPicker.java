package io.interline.ui.designer;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.interline.connector.Connections.Connection;
import io.interline.tenant.Environment;
import io.interline.ui.elements.Attempt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Chooses a connection by its alias; says where the alias is bound and where it is not.
final class ConnectionPicker extends Div {

  private final Select<String> select = new Select<>();
  private final Map<String, List<Connection>> byAlias = new LinkedHashMap<>();
  private final FieldRow row;
  private List<String> items = List.of();

  ConnectionPicker(DesignerSession session, String connector, String label) {
    for (var connection :
        Attempt.reading(session.services().connections()::list, List.<Connection>of()))
      if (connection.connector().equals(connector))
        byAlias.computeIfAbsent(connection.alias(), a -> new ArrayList<>()).add(connection);
    select.setAriaLabel(label);
    select.setWidthFull();
    select.setPlaceholder(byAlias.isEmpty() ? "No connection yet" : "Choose a connection");
    select.setReadOnly(!session.editable());
    select.setItemLabelGenerator(this::words);
    select.setId("connection");
    var link = new Anchor("connections?new=" + connector, "New connection…");
    link.addClassName("il-link");
    link.setTarget("_blank");
    row = new FieldRow(label, select).aside(link);
    add(row);
  }

  FieldRow row() {
    return row;
  }

  /// Shows an alias and tells of others chosen.
  void choose(String alias, Consumer<String> listener) {
    show(alias);
    select.addValueChangeListener(
        change -> {
          if (change.isFromClient() && change.getValue() != null)
            listener.accept(change.getValue());
        });
  }

  /// Shows an alias. The list is touched only when the alias is not in it, as a list that changes
  /// closes its menu.
  void show(String alias) {
    if (items.isEmpty() || !alias.isEmpty() && !items.contains(alias)) {
      items = new ArrayList<>(byAlias.keySet());
      if (!alias.isEmpty() && !items.contains(alias)) items.addFirst(alias);
      select.setItems(items);
    }
    select.setValue(alias.isEmpty() ? null : alias);
  }

  private String words(String alias) {
    var bound = byAlias.getOrDefault(alias, List.of());
    if (bound.isEmpty()) return alias + " (there is none of that name)";
    var title = bound.getFirst().title();
    var name = title.isBlank() || title.equals(alias) ? alias : title + " · " + alias;
    if (bound.size() == Environment.values().length) return name;
    var only =
        bound.getFirst().environment() == Environment.PRODUCTION ? "production" : "development";
    return name + " (" + only + " only)";
  }
}
