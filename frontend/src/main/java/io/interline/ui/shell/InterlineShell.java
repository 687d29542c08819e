package io.interline.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.aura.Aura;

/// The page that all screens live in: theme, icon, viewport. The server pushes over a web socket;
/// what the browser says always comes as a request of its own, in which its user is known.
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("interline/tokens.css")
@StyleSheet("interline/views.css")
@Push(transport = Transport.WEBSOCKET_XHR)
public class InterlineShell implements AppShellConfigurator {

  @Override
  public void configurePage(AppShellSettings settings) {
    settings.setViewport("width=device-width, initial-scale=1");
    settings.addFavIcon("icon", "interline/favicon.svg", "any");
    settings.addInlineWithContents(ColourScheme.BEFORE_FIRST_PAINT, Inline.Wrapping.JAVASCRIPT);
  }
}
