package io.interline.flow.internal.check;

import io.interline.connector.Connections;
import io.interline.flow.definition.FlowDocument;
import io.interline.tenant.Environment;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/// Which connections of the tenant in scope stand behind the aliases that a document names.
@Component
public class BoundConnections {

  private final Connections connections;
  private final ConnectionAliases aliases;

  BoundConnections(Connections connections, ConnectionAliases aliases) {
    this.connections = connections;
    this.aliases = aliases;
  }

  /// Aliases that the document names and the environment has no connection for, sorted.
  public List<String> missing(FlowDocument document, Environment environment) {
    var missing = new TreeSet<String>();
    for (var use : aliases.of(document)) missing.add(use.alias());
    for (var connection : connections.list())
      if (connection.environment() == environment) missing.remove(connection.alias());
    return List.copyOf(missing);
  }
}
