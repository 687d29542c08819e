package io.interline.connector.internal.schedule;

import io.interline.connector.spi.Connector;
import io.interline.connector.spi.Trigger;
import java.util.List;

/// Starts runs by the clock.
public final class ScheduleConnector implements Connector {

  @Override
  public Info info() {
    return new Info("schedule", 1, "Schedule", "Start a flow at set times.", "clock");
  }

  @Override
  public List<Trigger<?>> triggers() {
    return List.of(new CronTrigger());
  }
}
