package io.interline.ui.shell;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.interline.flow.Flows.FlowSummary;
import io.interline.tenant.Permission;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Go;
import io.interline.ui.session.CurrentUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Jumps to a page or a flow by a few letters; arrows and Enter, or the mouse.
final class CommandPalette extends Dialog {

  private static final int SHOWN = 12;

  private final List<Entry> entries;
  private final TextField field = new TextField();
  private final UnorderedList list = new UnorderedList();
  private List<Entry> found = List.of();
  private int active;

  CommandPalette(CurrentUser user, List<FlowSummary> flows) {
    this.entries = entries(user, flows);
    addClassName("il-palette-dialog");
    setId("palette");
    getElement().setAttribute("aria-label", "Search or jump");
    field.setId("palette-search");
    field.setPlaceholder("Search or jump to…");
    field.setAriaLabel("Search pages and flows");
    field.setPrefixComponent(Glyph.SEARCH.create());
    field.setValueChangeMode(ValueChangeMode.EAGER);
    field.setAutofocus(true);
    field.addValueChangeListener(change -> show(change.getValue()));
    field.addKeyDownListener(Key.ARROW_DOWN, key -> move(1));
    field.addKeyDownListener(Key.ARROW_UP, key -> move(-1));
    field.addKeyDownListener(Key.ENTER, key -> go());
    list.addClassName("il-palette-list");
    var palette = new Div(field, list);
    palette.addClassName("il-palette");
    add(palette);
    show("");
  }

  private static List<Entry> entries(CurrentUser user, List<FlowSummary> flows) {
    var entries = new ArrayList<Entry>();
    for (var page : Destination.values()) {
      entries.add(new Entry(page.glyph(), page.title(), "Page", page.route()));
    }
    if (user.may(Permission.FLOW_EDIT)) {
      entries.add(new Entry(Glyph.PLUS, "New flow", "Do", "flows?new"));
    }
    if (user.may(Permission.CONNECTION_EDIT)) {
      entries.add(new Entry(Glyph.PLUS, "New connection", "Do", "connections?new"));
    }
    for (var flow : flows) {
      entries.add(new Entry(Glyph.FLOW, flow.title(), "Flow", "flows/" + flow.id()));
      entries.add(
          new Entry(Glyph.RUNS, "Runs of " + flow.title(), "Runs", "runs?flow=" + flow.id()));
    }
    return entries;
  }

  private void show(String text) {
    var words = text.strip().toLowerCase(Locale.ROOT);
    found =
        entries.stream()
            .filter(entry -> entry.title().toLowerCase(Locale.ROOT).contains(words))
            .limit(SHOWN)
            .toList();
    active = 0;
    list.removeAll();
    for (var entry : found) list.add(new ListItem(button(entry)));
    if (found.isEmpty()) {
      var nothing = new ListItem("Nothing is called that.");
      nothing.getStyle().setPadding("8px 10px");
      list.add(nothing);
    }
    mark();
  }

  private NativeButton button(Entry entry) {
    var button = new NativeButton("", click -> go(entry));
    button.addClassName("il-item");
    var kind = new Span(entry.kind());
    kind.addClassName("il-sub");
    button.add(entry.glyph().create(), new Span(entry.title()), kind);
    return button;
  }

  private void move(int by) {
    if (found.isEmpty()) return;
    active = Math.floorMod(active + by, found.size());
    mark();
  }

  private void mark() {
    for (int i = 0; i < found.size(); i++) {
      var button = (NativeButton) ((ListItem) list.getComponentAt(i)).getComponentAt(0);
      button.setClassName("active", i == active);
    }
  }

  private void go() {
    if (active < found.size()) go(found.get(active));
  }

  private void go(Entry entry) {
    close();
    Go.to(entry.location());
  }

  private record Entry(Glyph glyph, String title, String kind, String location) {}
}
