package io.interline.connector.testkit;

import io.interline.tenant.testing.TestHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/// The beans of this module, for tests of it and of the modules above, with loopback addresses
/// allowed:
///
/// ```java
/// private static final TestHub HUB = ConnectorBeans.hub();
/// ```
@Configuration
@ComponentScan("io.interline.connector.internal")
public class ConnectorBeans {

  /// The hub of all classes that need no other beans; nobody closes it, it ends with the JVM.
  public static TestHub hub() {
    return Shared.HUB;
  }

  private static final class Shared {
    static final TestHub HUB = TestHub.start(properties(), ConnectorBeans.class);
  }

  /// Properties that the beans need: a key file of the test's own.
  public static List<String> properties() {
    try {
      var file = Files.createTempFile("interline-test-", ".key");
      file.toFile().deleteOnExit();
      var key = new byte[32];
      new SecureRandom().nextBytes(key);
      Files.write(file, key);
      return List.of("interline.key-file=" + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
