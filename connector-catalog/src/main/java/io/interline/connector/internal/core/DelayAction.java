package io.interline.connector.internal.core;

import io.interline.connector.spi.Action;
import io.interline.connector.spi.Call;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Field;
import java.time.Duration;

/// Waits a moment.
final class DelayAction implements Action<DelayAction.Input, DelayAction.Output> {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  record Input(
      @Field(
              label = "Duration",
              help = "ISO 8601, up to one minute: PT5S is 5 seconds.",
              example = "PT5S")
          Duration duration) {

    Input {
      if (duration.isNegative() || duration.compareTo(LONGEST) > 0)
        throw new IllegalArgumentException("the duration must be PT0S to PT1M");
    }
  }

  record Output(@Field(label = "Waited", help = "How long, ISO 8601.") Duration waited) {}

  @Override
  public String id() {
    return "delay";
  }

  @Override
  public String title() {
    return "Delay";
  }

  @Override
  public String description() {
    return "Waits up to one minute before the next step.";
  }

  @Override
  public Effect effect() {
    return Effect.READ;
  }

  @Override
  public boolean needsConnection() {
    return false;
  }

  @Override
  public Class<Input> input() {
    return Input.class;
  }

  @Override
  public Class<Output> output() {
    return Output.class;
  }

  @Override
  public Output run(Input input, Call call) throws ConnectorException, InterruptedException {
    call.pause(input.duration());
    return new Output(input.duration());
  }
}
