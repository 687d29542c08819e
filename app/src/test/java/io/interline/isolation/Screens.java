package io.interline.isolation;

import com.vaadin.browserless.internal.MockVaadin;
import com.vaadin.browserless.internal.Routes;
import com.vaadin.browserless.mocks.MockRequest;
import com.vaadin.browserless.mocks.MockSpringServlet;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.router.RouteData;
import com.vaadin.flow.server.communication.UidlWriter;
import io.interline.api.ApiHub;
import io.interline.security.Sessions;
import io.interline.tenant.AccountId;
import io.interline.tenant.Accounts;
import io.interline.tenant.Caller;
import io.interline.tenant.TenantScope;
import io.interline.ui.elements.Go;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.JsonNode;

/// The screens of a running hub, with its own services behind them, for one person at a time.
record Screens(ApiHub hub) {

  private static final Routes ROUTES = new Routes().autoDiscoverViews("io.interline");

  /// All texts that the server tells the browser which opens an address: components with their
  /// texts and properties, and calls of scripts with their arguments.
  List<String> show(Caller person, String location) {
    return inSession(
        person,
        () -> {
          Go.to(location);
          MockVaadin.clientRoundtrip();
          var texts = new ArrayList<String>();
          collect(new UidlWriter().createUidl(UI.getCurrent(), false), texts);
          return texts;
        });
  }

  private static void collect(JsonNode node, List<String> texts) {
    if (node.isString()) texts.add(node.stringValue());
    for (var child : node) collect(child, texts);
  }

  /// Addresses of all screens there are, with names in the places of ids: `runs/:run`.
  List<String> addresses(Caller person) {
    return inSession(
        person,
        () ->
            RouteConfiguration.forApplicationScope().getAvailableRoutes().stream()
                .map(RouteData::getTemplate)
                .toList());
  }

  <T> T inSession(Caller person, Supplier<T> work) {
    var account =
        hub.bean(Accounts.class)
            .find(new AccountId(UUID.fromString(person.actor().id())))
            .orElseThrow();
    SecurityContextHolder.getContext().setAuthentication(Sessions.authentication(account));
    MockVaadin.INSTANCE.setMockRequestFactory(
        session -> {
          session.setAttribute(Sessions.ATTRIBUTE, Sessions.choice(account, person.tenant()));
          var request = new MockRequest(session);
          MockSpringServlet.applySpringSecurityIfPresent(request);
          return request;
        });
    try {
      return TenantScope.call(
          person,
          () -> {
            MockVaadin.setup(
                UI::new, new MockSpringServlet(ROUTES, hub.context(), UI::new), Set.of());
            return work.get();
          });
    } finally {
      MockVaadin.tearDown();
      MockVaadin.INSTANCE.setMockRequestFactory(MockRequest::new);
      SecurityContextHolder.clearContext();
    }
  }
}
