package io.interline.rules;

import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModuleDetectionStrategy;
import org.springframework.modulith.core.ApplicationModuleInformation;
import org.springframework.modulith.core.JavaPackage;
import org.springframework.modulith.core.NamedInterfaces;

/// What a module shows to others: its own package, and the few packages below it that are meant for
/// them. Said here, as the connector SDK may import nothing of Spring.
class PublicPackages implements ApplicationModuleDetectionStrategy {

  private static final String[] PUBLIC = {
    "spi", "testkit", "definition", "json", "session", "account"
  };

  @Override
  public Stream<JavaPackage> getModuleBasePackages(JavaPackage root) {
    return ApplicationModuleDetectionStrategy.directSubPackage().getModuleBasePackages(root);
  }

  @Override
  public NamedInterfaces detectNamedInterfaces(
      JavaPackage module, ApplicationModuleInformation information) {
    return NamedInterfaces.builder(module).matching(PUBLIC).build();
  }
}
