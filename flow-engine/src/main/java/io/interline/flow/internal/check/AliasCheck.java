package io.interline.flow.internal.check;

import io.interline.connector.Connections;
import io.interline.connector.Connections.Connection;
import io.interline.flow.Problem;
import io.interline.flow.Problem.Fix;
import io.interline.flow.definition.FlowDocument;
import io.interline.flow.definition.Names;
import io.interline.flow.internal.check.ConnectionAliases.Use;
import io.interline.tenant.Environment;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/// Whether the tenant in scope has the connections that a document names.
@Component
class AliasCheck {

  private final Connections connections;
  private final ConnectionAliases aliases;

  AliasCheck(Connections connections, ConnectionAliases aliases) {
    this.connections = connections;
    this.aliases = aliases;
  }

  void check(FlowDocument document, List<Problem> problems) {
    var uses = aliases.of(document);
    if (uses.isEmpty()) return;
    var all = connections.list();
    for (var use : uses) {
      var bound = all.stream().filter(c -> c.alias().equals(use.alias())).toList();
      if (bound.isEmpty()) problems.add(unknown(use, all));
      else bound(use, bound, problems);
    }
  }

  private static Problem unknown(Use use, List<Connection> all) {
    var fitting =
        all.stream()
            .filter(connection -> connection.connector().equals(use.connector()))
            .map(Connection::alias)
            .distinct()
            .toList();
    var meant =
        fitting.size() == 1 ? fitting.stream().findFirst() : Names.closest(use.alias(), fitting);
    return Problem.error(
            "connection-unknown",
            use.at(),
            use.step(),
            "There is no connection '"
                + use.alias()
                + "'. Make it under Connections, or choose another one.")
        .with(meant.map(m -> Fix.replace("Change to '" + m + "'", use.at(), m)).orElse(null));
  }

  private static void bound(Use use, List<Connection> bound, List<Problem> problems) {
    bound.stream()
        .filter(connection -> !connection.connector().equals(use.connector()))
        .findFirst()
        .map(connection -> misplaced(use, connection))
        .ifPresent(problems::add);
    Arrays.stream(Environment.values())
        .filter(environment -> bound.stream().noneMatch(c -> c.environment() == environment))
        .map(
            environment ->
                Problem.warning(
                    "connection-unbound",
                    use.at(),
                    use.step(),
                    "Connection '"
                        + use.alias()
                        + "' is not set up in "
                        + environment.id()
                        + ", so the flow cannot be deployed there. Make it there too."))
        .forEach(problems::add);
  }

  private static Problem misplaced(Use use, Connection connection) {
    return Problem.error(
        "connection-misplaced",
        use.at(),
        use.step(),
        "Connection '"
            + use.alias()
            + "' in "
            + connection.environment().id()
            + " is one of connector '"
            + connection.connector()
            + "'; this place takes one of '"
            + use.connector()
            + "'. Choose another one.");
  }
}
