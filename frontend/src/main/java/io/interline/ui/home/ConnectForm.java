package io.interline.ui.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.VaadinServletRequest;
import io.interline.connector.Connections;
import io.interline.connector.Connections.Connection;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.tenant.Environment;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Asks only for the address of each system that a flow calls; how it logs in can be set later.
final class ConnectForm extends Div {

  private static final String CONNECTOR = "http";
  private static final String ADDRESS = "baseUrl";

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
    var known = known().keySet();
    return aliases.stream().filter(alias -> !known.contains(alias)).sorted().toList();
  }

  /// Asks for the addresses of those aliases that have none yet.
  void show(Set<String> aliases) {
    for (var alias : missing(aliases)) add(alias, local ? here() + "/try" : "");
  }

  /// Shows the addresses of the aliases to be changed.
  void change(Set<String> aliases) {
    var known = known();
    for (var alias : aliases.stream().sorted().toList()) {
      var connection = known.get(alias);
      if (connection != null && connection.connector().equals(CONNECTOR))
        add(alias, connection.settings().getOrDefault(ADDRESS, ""));
    }
  }

  private void add(String alias, String address) {
    var field = new TextField("Address of " + alias);
    field.setId("start-address-" + alias);
    field.setPlaceholder("https://api.example.com");
    field.setWidthFull();
    field.setValue(address);
    if (local)
      field.setHelperText(
          here()
              + "/try is the hub's own test receiver: it answers with what it got. Write the"
              + " address of a system of yours instead, if you have one at hand.");
    fields.put(alias, field);
    add(field);
  }

  private Map<String, Connection> known() {
    return connections.list().stream()
        .filter(each -> each.environment() == Environment.DEVELOPMENT)
        .collect(Collectors.toMap(Connection::alias, Function.identity()));
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
    var known = known();
    fields.forEach(
        (alias, field) -> {
          String address = field.getValue().strip();
          var before = known.get(alias);
          if (before == null)
            connections.save(settings(alias, alias, "none", Map.of(ADDRESS, address)), null);
          else if (!address.equals(before.settings().get(ADDRESS))) {
            var settings = new HashMap<>(before.settings());
            settings.put(ADDRESS, address);
            connections.save(
                settings(alias, before.title(), before.auth(), settings), before.version());
          }
        });
  }

  private static ConnectionSettings settings(
      String alias, String title, String auth, Map<String, String> settings) {
    return new ConnectionSettings(
        alias, Environment.DEVELOPMENT, title, CONNECTOR, auth, settings, Map.of());
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
