package io.interline.ui.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.VaadinServletRequest;
import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.tenant.Environment;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Asks only for the address of each system that a flow calls; how it logs in can be set later.
final class ConnectForm extends Div {

  private final Connections connections;
  private final boolean local;
  private final Map<String, TextField> fields = new LinkedHashMap<>();

  /// @param local whether the hub may call itself: then its test receiver is offered
  ConnectForm(Connections connections, boolean local) {
    this.connections = connections;
    this.local = local;
    addClassName("il-form");
  }

  /// Those aliases that mean nothing yet in Development.
  List<String> missing(Collection<String> aliases) {
    var known =
        connections.list().stream()
            .filter(each -> each.environment() == Environment.DEVELOPMENT)
            .map(Connections.Connection::alias)
            .toList();
    return aliases.stream().filter(alias -> !known.contains(alias)).sorted().toList();
  }

  void show(Set<String> aliases) {
    for (var alias : missing(aliases)) {
      var field = new TextField("Address of " + alias);
      field.setId("start-address-" + alias);
      field.setPlaceholder("https://api.example.com");
      field.setWidthFull();
      if (local) {
        field.setValue(here() + "/try");
        field.setHelperText(
            "This is the hub's own test receiver: it answers with what it got. Write the address"
                + " of a system of yours instead, if you have one at hand.");
      }
      fields.put(alias, field);
      add(field);
    }
  }

  boolean complete() {
    boolean complete = true;
    for (var field : fields.values()) {
      boolean address = field.getValue().strip().matches("https?://\\S+");
      field.setErrorMessage("Write an address that begins with https:// or http://.");
      field.setInvalid(!address);
      complete &= address;
    }
    return complete;
  }

  void save() {
    var missing = missing(fields.keySet());
    fields.forEach(
        (alias, field) -> {
          if (!missing.contains(alias)) return;
          connections.save(
              new ConnectionSettings(
                  alias,
                  Environment.DEVELOPMENT,
                  alias,
                  "http",
                  "none",
                  Map.of("baseUrl", field.getValue().strip()),
                  Map.of()),
              null);
        });
  }

  /// The hub's address as this browser knows it.
  static String here() {
    var request = VaadinServletRequest.getCurrent();
    if (request == null) return "http://localhost:8080";
    var servlet = request.getHttpServletRequest();
    int port = servlet.getServerPort();
    boolean standard = port == 80 || port == 443 || port <= 0;
    return servlet.getScheme() + "://" + servlet.getServerName() + (standard ? "" : ":" + port);
  }
}
