package io.interline.connector.internal.core;

import io.interline.connector.spi.Action;
import io.interline.connector.spi.Call;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Field;

/// Writes a line to the run's log.
final class LogAction implements Action<LogAction.Input, LogAction.Output> {

  private static final int LONGEST = 10_000;

  record Input(
      @Field(
              label = "Message",
              help = "Shown beside the step in the run; cut at 10,000 characters.",
              example = "Order ${.order.id} has ${size(.order.lines)} lines",
              multiline = true)
          String message) {}

  record Output(@Field(label = "Message", help = "What was written.") String message) {}

  @Override
  public String id() {
    return "log";
  }

  @Override
  public String title() {
    return "Log";
  }

  @Override
  public String description() {
    return "Writes a line to the run's log.";
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
  public Output run(Input input, Call call) {
    String message = input.message();
    String line = message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
    call.log(line);
    return new Output(line);
  }
}
