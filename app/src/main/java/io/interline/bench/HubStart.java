package io.interline.bench;

import io.interline.startup.Installation;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts the hub of an installation; given by the application, which a benchmark does not know.
@FunctionalInterface
public interface HubStart {

  /// @param arguments as on the command line
  ConfigurableApplicationContext start(Installation installation, String... arguments);
}
