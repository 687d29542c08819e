package io.interline.flow.internal.authoring;

import io.interline.connector.Catalog;
import io.interline.connector.Operations;
import io.interline.flow.internal.DeploymentChanged;
import io.interline.flow.internal.check.FakeCatalog;
import io.interline.flow.internal.check.FakeConnections;
import io.interline.flow.internal.check.FakeOperations;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.event.EventListener;

/// The beans of authoring and checks above a catalogue and connections made for tests. It
/// is no `@Configuration`, so that a scan of the package does not find it.
@ComponentScan({"io.interline.flow.internal.authoring", "io.interline.flow.internal.check"})
class AuthoringFixture {

  @Bean
  Catalog catalog() {
    return new FakeCatalog();
  }

  @Bean
  Operations operations() {
    return new FakeOperations();
  }

  @Bean
  FakeConnections connections() {
    return new FakeConnections();
  }

  @Bean
  Announcements announcements() {
    return new Announcements();
  }

  /// What was announced.
  static final class Announcements {

    private final List<DeploymentChanged> heard = new CopyOnWriteArrayList<>();

    @EventListener
    void hear(DeploymentChanged change) {
      heard.add(change);
    }

    List<DeploymentChanged> heard() {
      return heard;
    }
  }
}
