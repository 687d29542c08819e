package io.interline.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.contextmenu.ContextMenuPosition;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.interline.tenant.Account.Membership;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Go;
import io.interline.ui.session.CurrentUser;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Brand, organisation, search, help and the user's menu.
final class TopBar extends Header {

  private final CurrentUser user;
  private final NativeButton toggle;

  TopBar(CurrentUser user, Runnable search, Runnable toggleDrawer) {
    this.user = user;
    addClassName("il-top");
    toggle = round("menu-toggle", "Pages", Glyph.MENU.create());
    toggle.addClassName("il-menu-toggle");
    toggle.getElement().setAttribute("aria-controls", "nav");
    toggle.addClickListener(click -> toggleDrawer.run());
    drawerOpen(false);
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    add(toggle, new Brand(), organisation(), spacer, search(search), help(), me());
  }

  void drawerOpen(boolean open) {
    toggle.getElement().setAttribute("aria-expanded", String.valueOf(open));
  }

  private Component organisation() {
    var current = user.membership();
    var pill = new NativeButton();
    pill.addClassName("il-pill");
    pill.setId("organisation");
    pill.add(new Span(current.organisation()));
    if (user.memberships().size() < 2) {
      pill.setEnabled(false);
      pill.getElement().setAttribute("title", "Your organisation");
      return pill;
    }
    pill.add(Glyph.CHEVRON_DOWN.create());
    pill.getElement().setAttribute("aria-label", "Organisation " + current.organisation());
    var menu = menu(pill, ContextMenuPosition.BOTTOM_START);
    for (var membership : user.memberships()) {
      var item = menu.addItem(membership.organisation(), click -> change(membership));
      item.setCheckable(true);
      item.setChecked(membership.tenant().equals(current.tenant()));
    }
    return pill;
  }

  private void change(Membership membership) {
    if (Attempt.of(() -> user.switchTenant(membership.tenant()))) {
      UI.getCurrentOrThrow().getPage().setLocation(".");
    }
  }

  private static Component search(Runnable search) {
    var button = new NativeButton("", click -> search.run());
    button.addClassName("il-search");
    button.setId("search");
    button
        .getElement()
        .setAttribute("aria-label", "Search or jump to… a page or a flow")
        .setAttribute("aria-keyshortcuts", "Control+K");
    var key = new Span("Ctrl K");
    key.addClassName("il-kbd");
    key.getElement().setAttribute("aria-hidden", "true");
    button.add(Glyph.SEARCH.create(), new Span("Search or jump to…"), key);
    return button;
  }

  private static Component help() {
    var button = round("help", "Help and keyboard shortcuts", Glyph.HELP.create());
    button.addClickListener(click -> new HelpDialog().open());
    return button;
  }

  private Component me() {
    var account = user.account();
    var initials = initials(account.name());
    var button = round("user-menu", "Your menu, " + account.name(), new Span(initials));
    // Who steers by voice says what is written on it.
    button
        .getElement()
        .setAttribute("aria-label", "Your menu, %s (%s)".formatted(account.name(), initials));
    button.addClassName("il-me");
    var menu = menu(button, ContextMenuPosition.BOTTOM_END);
    var role = user.membership().role().name();
    var who = new Div(account.name());
    who.addClassName("il-strong");
    var what =
        new Div(
            account.email() + " · " + role.charAt(0) + role.substring(1).toLowerCase(Locale.ROOT));
    what.addClassName("il-sub");
    var card = new Div(who, what);
    var item = menu.addItem(card);
    item.setEnabled(false);
    item.addClassName("il-who");
    menu.addSeparator();
    for (var scheme : ColourScheme.values()) {
      menu.addItem(scheme.title(), click -> scheme.choose(UI.getCurrentOrThrow()))
          .setId("scheme-" + scheme.name().toLowerCase(Locale.ROOT));
    }
    menu.addSeparator();
    menu.addItem("Change password…", click -> Go.to("password")).setId("change-password");
    menu.addItem("Log out", click -> user.logOut()).setId("log-out");
    return button;
  }

  private static ContextMenu menu(Component target, ContextMenuPosition position) {
    target.getElement().setAttribute("aria-haspopup", "menu");
    var menu = new ContextMenu(target);
    menu.setOpenOnClick(true);
    menu.setPosition(position);
    return menu;
  }

  private static NativeButton round(String id, String words, Component content) {
    var button = new NativeButton();
    button.addClassName("il-round");
    button.setId(id);
    button.getElement().setAttribute("aria-label", words).setAttribute("title", words);
    button.add(content);
    return button;
  }

  static String initials(String name) {
    return Arrays.stream(name.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .limit(2)
        .map(word -> new String(Character.toChars(word.codePointAt(0))).toUpperCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
