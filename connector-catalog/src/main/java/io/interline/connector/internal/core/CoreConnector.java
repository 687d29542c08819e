package io.interline.connector.internal.core;

import io.interline.connector.spi.Action;
import io.interline.connector.spi.Connector;
import java.util.List;

/// Small steps that need no other system.
public final class CoreConnector implements Connector {

  @Override
  public Info info() {
    return new Info("core", 1, "Core", "Small steps that need no other system.", "cube");
  }

  @Override
  public List<Action<?, ?>> actions() {
    return List.of(new LogAction(), new DelayAction());
  }
}
