package io.interline.flow.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.OperationRef;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Trigger;
import io.interline.connector.spi.Trigger.Timetable;
import io.interline.connector.testkit.NoOperations;
import java.time.ZoneId;

/// Binds everything but an address that begins with `ftp`, and a cron expression without a space.
public final class FakeOperations extends NoOperations {

  private static final ActionHandle NOTHING_IS_CALLED =
      action(
          (_, _) -> {
            throw new UnsupportedOperationException("nothing is called in these tests");
          });

  @Override
  public ActionHandle action(OperationRef ref) {
    return new ActionHandle() {
      @Override
      public Effect effect() {
        return Effect.WRITE;
      }

      @Override
      public BoundCall bind(JsonNode input) throws ConnectorException {
        if (input.path("path").asText().startsWith("ftp"))
          throw new Permanent("path: only http and https are called", null);
        return NOTHING_IS_CALLED.bind(input);
      }
    };
  }

  @Override
  public WebhookHandle webhook(OperationRef trigger, JsonNode config) {
    return (_, _, _) -> Trigger.Verified.ANY;
  }

  @Override
  public Timetable timetable(OperationRef trigger, JsonNode config) throws ConnectorException {
    String cron = config.path("cron").asText();
    if (!cron.contains(" ")) throw new Permanent("cron: '" + cron + "' has no six fields", null);
    return new Timetable(cron, ZoneId.of("UTC"));
  }
}
