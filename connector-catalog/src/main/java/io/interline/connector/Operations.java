package io.interline.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Trigger.Timetable;
import io.interline.connector.spi.WebhookRequest;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs operations, for the engine. Handles are looked up once per compiled flow and are safe for
// many threads.
public interface Operations {

  /// @throws IllegalArgumentException when there is no such action
  ActionHandle action(OperationRef ref);

  /// Checks a webhook request against a trigger's configuration, before its body is parsed.
  void verify(OperationRef trigger, JsonNode config, WebhookRequest request)
      throws ConnectorException;

  /// When a schedule trigger with this configuration fires.
  Timetable timetable(OperationRef trigger, JsonNode config) throws ConnectorException;

  /// Whether private and loopback addresses may be called (the local default); said on screen.
  boolean allowsPrivateAddresses();

  /// One action, ready to be called.
  interface ActionHandle {

    Effect effect();

    /// Binds the rendered input to the action's record and runs it once.
    ///
    /// @param input an object in which no expression is left
    /// @throws ConnectorException `Permanent` when the input does not fit, else as the action says
    JsonNode invoke(JsonNode input, CallContext context)
        throws ConnectorException, InterruptedException;
  }

  /// For whom, through what and until when a call is made.
  ///
  /// @param connection alias, absent for operations that need none
  /// @param log receives the lines that the action logs
  record CallContext(
      TenantId tenant,
      Environment environment,
      @Nullable String connection,
      String idempotencyKey,
      Instant deadline,
      Consumer<String> log) {}
}
