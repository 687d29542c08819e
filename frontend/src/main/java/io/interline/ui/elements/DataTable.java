package io.interline.ui.elements;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A plain table: rows keep their place on the screen, their focus and the scroll position when the
/// data is read again, and only those that changed are drawn anew. On a phone each row is a card
/// with the titles of the columns beside the values.
///
/// ```java
/// new DataTable<Member>("Members", Member::account).text("Name", Member::name);
/// ```
public final class DataTable<T> extends Div {

  private final NativeTableRow head = new NativeTableRow();
  private final NativeTableBody body = new NativeTableBody();
  private final NativeTable table;
  private final List<Column<T>> columns = new ArrayList<>();
  private final Function<T, Object> key;
  private final Map<Object, Row<T>> rows = new HashMap<>();
  private @Nullable Consumer<T> opened;
  private Function<T, @Nullable String> rowId = item -> null;

  /// @param name what the table lists, for screen readers
  /// @param key by which an item is known again
  public DataTable(String name, Function<T, Object> key) {
    this.key = key;
    addClassName("il-table-wrap");
    table = new NativeTable(new NativeTableHeader(head), body);
    table.addClassName("il-table");
    table.getElement().setAttribute("aria-label", name);
    add(table);
  }

  /// A column of any component.
  public DataTable<T> column(String title, Function<T, ? extends Component> cell) {
    return column(title, "", cell);
  }

  /// A column of words.
  public DataTable<T> text(String title, Function<T, String> cell) {
    return column(title, "", item -> new Span(cell.apply(item)));
  }

  /// A column of figures, aligned to the end.
  public DataTable<T> number(String title, Function<T, String> cell) {
    return column(title, "num", item -> new Span(cell.apply(item)));
  }

  /// A column that takes what the others leave; long words in it are cut.
  public DataTable<T> elastic(String title, Function<T, ? extends Component> cell) {
    return column(title, "elastic", cell);
  }

  /// A column as narrow as its content.
  public DataTable<T> fit(String title, Function<T, ? extends Component> cell) {
    return column(title, "fit", cell);
  }

  private DataTable<T> column(String title, String kind, Function<T, ? extends Component> cell) {
    columns.add(new Column<>(title, kind, cell));
    var header = new NativeTableHeaderCell();
    header.getElement().setAttribute("scope", "col");
    var words = new Span(title.isEmpty() ? "Actions" : title);
    if (title.isEmpty()) words.addClassName("il-sr");
    header.add(words);
    if (!kind.isEmpty()) header.addClassName(kind);
    head.add(header);
    return this;
  }

  /// What a click on a row does, beside the controls in it.
  public DataTable<T> onOpen(Consumer<T> open) {
    this.opened = open;
    return this;
  }

  /// Gives rows an id to find them by.
  public DataTable<T> rowId(Function<T, @Nullable String> id) {
    this.rowId = id;
    return this;
  }

  /// By what an item is known again.
  Object key(T item) {
    return key.apply(item);
  }

  /// Keeps the head in sight and lets the rows scroll under it.
  public DataTable<T> sticky() {
    table.addClassName("sticky");
    var name = table.getElement().getAttribute("aria-label");
    getElement().setAttribute("tabindex", "0").setAttribute("role", "region");
    getElement().setAttribute("aria-label", name);
    return this;
  }

  /// Shows these items, in this order.
  public void show(List<T> items) {
    var kept = new HashMap<Object, Row<T>>();
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      var identity = key.apply(item);
      var row = rows.get(identity);
      if (row == null || !row.item().equals(item)) row = new Row<>(item, draw(item));
      place(row.component(), i);
      kept.put(identity, row);
    }
    while (body.getElement().getChildCount() > items.size()) {
      body.getElement().removeChild(items.size());
    }
    rows.clear();
    rows.putAll(kept);
  }

  /// Shows these items and answers the table itself.
  public DataTable<T> showing(List<T> items) {
    show(items);
    return this;
  }

  /// Draws the row of an item again, for example when it was selected.
  public void redraw(T item) {
    var identity = key.apply(item);
    var old = rows.get(identity);
    if (old == null) return;
    int index = body.indexOf(old.component());
    body.remove(old.component());
    var row = new Row<>(item, draw(item));
    body.addComponentAtIndex(index, row.component());
    rows.put(identity, row);
  }

  private void place(NativeTableRow row, int index) {
    var children = body.getElement();
    if (index < children.getChildCount() && children.getChild(index).equals(row.getElement()))
      return;
    row.getElement().removeFromParent();
    children.insertChild(index, row.getElement());
  }

  private NativeTableRow draw(T item) {
    var row = new NativeTableRow();
    var id = rowId.apply(item);
    if (id != null) row.setId(id);
    for (var column : columns) {
      var cell = new NativeTableCell(column.cell().apply(item));
      if (!column.kind().isEmpty()) cell.addClassName(column.kind());
      cell.getElement().setAttribute("data-label", column.title());
      row.add(cell);
    }
    var open = opened;
    if (open != null) {
      row.addClassName("il-clickable");
      row.getElement()
          .addEventListener("click", click -> open.accept(item))
          .setFilter(
              "!event.target.closest('a,button,input,vaadin-button,vaadin-checkbox,summary')"
                  + " && !window.getSelection().toString()");
    }
    return row;
  }

  private record Column<T>(String title, String kind, Function<T, ? extends Component> cell) {}

  private record Row<T>(T item, NativeTableRow component) {}
}
