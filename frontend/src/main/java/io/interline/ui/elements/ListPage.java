package io.interline.ui.elements;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A page with one long list: filters kept in the address, a table that fills the page, and below
/// it the way to more. A list says what its columns and filters are, how one page of it is read,
/// and what it shows when there is nothing at all; the rest is here.
///
/// Reads when the page is entered, which each change of a filter does.
public abstract class ListPage<T> extends Page implements BeforeEnterObserver {

  private static final int PAGE = 100;
  private static final int MOST_AT_ONCE = 500;

  private final Filters filters;
  private final DataTable<T> table;
  private final Span count = new Span();
  private final Div problem = new Div();
  private final Div above = new Div();
  private final Div below = new Div();
  private final List<T> shown = new ArrayList<>();
  private @Nullable String next;

  /// @param route under which the page is found
  protected ListPage(String title, String route, DataTable<T> table) {
    super(title);
    this.table = table.sticky();
    filters = new Filters(route);
    addComponentAtIndex(1, filters);
    count.addClassName("il-muted");
    count.setId("list-count");
    beside(count);
    below.addClassName("il-more");
    var card = new Div(problem, above, table, below);
    card.addClassNames("il-card", "il-fill");
    body().add(card);
  }

  /// Reads one page with the filters as they are, newest first.
  ///
  /// @param cursor from the page before; null for the first
  protected abstract io.interline.flow.Page<T> find(@Nullable String cursor, int limit);

  /// What it shows when there is nothing and nothing is filtered: what would be here.
  protected abstract EmptyState nothing();

  /// Called when other rows are shown.
  protected void drawn(List<T> rows) {}

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    filters.read(event.getLocation().getQueryParameters());
    restart();
  }

  /// The row of filters.
  protected final Filters filters() {
    return filters;
  }

  /// The table, to be given its columns.
  protected final DataTable<T> table() {
    return table;
  }

  /// A place between the filters and the table.
  protected final Div above() {
    return above;
  }

  /// Reads the first page, instead of what is shown.
  protected final void restart() {
    shown.clear();
    refresh();
  }

  /// Reads again what is shown; rows beyond the first 500 stay as they were.
  protected final void refresh() {
    read(
        () -> {
          var page = find(null, Math.clamp(shown.size(), PAGE, MOST_AT_ONCE));
          var rest = shown.size() > MOST_AT_ONCE ? shown.subList(MOST_AT_ONCE, shown.size()) : null;
          var all = new ArrayList<>(page.items());
          if (rest == null) {
            next = page.next();
          } else {
            var fresh = page.items().stream().map(table::key).collect(Collectors.toSet());
            rest.stream().filter(row -> !fresh.contains(table.key(row))).forEach(all::add);
          }
          shown.clear();
          shown.addAll(all);
        });
  }

  private void more() {
    read(
        () -> {
          var page = find(next, PAGE);
          shown.addAll(page.items());
          next = page.next();
        });
  }

  private void read(Runnable work) {
    problem.removeAll();
    Attempt.of(work, words -> problem.add(Note.problem(words)));
    draw();
  }

  private void draw() {
    table.show(shown);
    table.setVisible(!shown.isEmpty());
    count.setText(shown.isEmpty() ? "" : Figures.count(shown.size()) + (next == null ? "" : "+"));
    below.removeAll();
    if (shown.isEmpty()) below.add(filters.none() ? nothing() : nothingFits());
    else if (next != null) below.add(Buttons.plain("list-more", "Load more", this::more));
    boolean unread = problem.getComponentCount() > 0;
    below.setVisible(shown.isEmpty() ? !unread : next != null);
    drawn(shown);
  }

  private EmptyState nothingFits() {
    return new EmptyState(
        Glyph.SEARCH,
        "Nothing fits these filters",
        "Clear them to see everything, or choose others.",
        Buttons.plain("list-clear", "Clear filters", filters::clear));
  }
}
