package io.interline.ui.shell;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.RouterLayout;
import io.interline.connector.Connections;
import io.interline.flow.Approvals;
import io.interline.flow.DeadLetters;
import io.interline.flow.Flows;
import io.interline.ui.elements.Attempt;
import io.interline.ui.session.CurrentUser;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The frame around every view of a logged-in person.
@Layout
@PermitAll
public class MainLayout extends Div implements RouterLayout, AfterNavigationObserver {

  private final Navigation navigation = new Navigation();
  private final Main content = new Main();
  private final TopBar top;
  private final Flows flows;
  private final Connections connections;
  private final DeadLetters deadLetters;
  private final Approvals approvals;
  private final CurrentUser user;

  public MainLayout(
      CurrentUser user,
      Flows flows,
      Connections connections,
      DeadLetters deadLetters,
      Approvals approvals) {
    this.user = user;
    this.flows = flows;
    this.connections = connections;
    this.deadLetters = deadLetters;
    this.approvals = approvals;
    addClassName("il-app");
    content.addClassName("il-main");
    content.setId("content");
    content.getElement().setAttribute("tabindex", "-1");
    top = new TopBar(user, this::openPalette, () -> open(!hasClassName("nav-open")));
    var scrim = new Div();
    scrim.addClassName("il-scrim");
    scrim.addClickListener(click -> open(false));
    add(skipLink(), top, navigation, scrim, content);
    for (var modifier : List.of(KeyModifier.CONTROL, KeyModifier.META)) {
      Shortcuts.addShortcutListener(this, this::openPalette, Key.KEY_K, modifier);
    }
  }

  private static Anchor skipLink() {
    var skip = new Anchor("#content", "Skip to the page");
    skip.addClassName("il-skip");
    skip.setRouterIgnore(true);
    return skip;
  }

  private void openPalette() {
    new CommandPalette(user, Attempt.reading(flows::list, List.of())).open();
  }

  private void open(boolean drawer) {
    setClassName("nav-open", drawer);
    top.drawerOpen(drawer);
  }

  @Override
  public void showRouterLayoutContent(@Nullable HasElement view) {
    content.removeAll();
    if (view != null) content.getElement().appendChild(view.getElement());
  }

  @Override
  public void removeRouterLayoutContent(@Nullable HasElement view) {
    content.removeAll();
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    open(false);
    navigation.current(event.getLocation().getPath());
    countAgain();
  }

  /// Reads the counts of the navigation around a view again, after it changed them.
  public static void countAgain(UI ui) {
    ui.getChildren()
        .filter(MainLayout.class::isInstance)
        .map(MainLayout.class::cast)
        .forEach(MainLayout::countAgain);
  }

  /// Reads the counts of the navigation again.
  public void countAgain() {
    navigation.count(Destination.FLOWS, Attempt.reading(() -> flows.list().size(), 0), false);
    navigation.count(
        Destination.CONNECTIONS,
        Attempt.reading(
            () -> connections.list().stream().map(c -> c.alias()).distinct().count(), 0L),
        false);
    navigation.count(Destination.APPROVALS, Attempt.reading(approvals::countForCaller, 0L), false);
    navigation.count(Destination.DEAD_LETTERS, Attempt.reading(deadLetters::countOpen, 0L), true);
  }
}
