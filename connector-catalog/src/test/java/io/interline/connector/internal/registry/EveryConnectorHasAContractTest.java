package io.interline.connector.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.connector.spi.Connector;
import io.interline.connector.testkit.ConnectorContract;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

class EveryConnectorHasAContractTest {

  @Test
  void noConnectorGoesWithoutAContractTest() {
    var connectors =
        ServiceLoader.load(Connector.class).stream().map(ServiceLoader.Provider::get).toList();

    assertThat(connectors).isNotEmpty();
    assertThat(withoutContract(connectors)).isEmpty();
  }

  @Test
  void connectorWithoutOneIsFound() {
    assertThat(withoutContract(List.of(new Untested()))).containsExactly("untested");
  }

  private static Set<String> withoutContract(List<Connector> connectors) {
    var missing =
        connectors.stream()
            .map(connector -> connector.info().id())
            .collect(Collectors.toCollection(TreeSet::new));
    var tested = tested();
    missing.removeIf(id -> tested.contains(id.toLowerCase(Locale.ROOT)));
    return missing;
  }

  /// Connectors by the name of their contract test: `HttpConnectorContract` tests `http`.
  private static Set<String> tested() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(ConnectorContract.class));
    return scanner.findCandidateComponents("io.interline").stream()
        .map(found -> String.valueOf(found.getBeanClassName()))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .filter(name -> name.endsWith("ConnectorContract"))
        .map(name -> name.replace("ConnectorContract", "").toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static final class Untested implements Connector {
    @Override
    public Info info() {
      return new Info("untested", 1, "Untested", "Has no contract test.", "cube");
    }
  }
}
