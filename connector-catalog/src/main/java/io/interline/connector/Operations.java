package io.interline.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.Effect;
import io.interline.connector.spi.Field;
import io.interline.connector.spi.Trigger.Timetable;
import io.interline.connector.spi.Trigger.Verified;
import io.interline.connector.spi.WebhookHead;
import io.interline.connector.spi.WebhookRequest;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs operations, for the engine. Handles are looked up once for each compiled flow and are safe
/// for many threads. No caller needs to be in scope: the tenant is an argument.
public interface Operations {

  /// @throws IllegalArgumentException when there is no such action
  ActionHandle action(OperationRef ref);

  /// A webhook trigger with its configuration.
  ///
  /// @throws ConnectorException.Permanent when the configuration does not fit
  /// @throws IllegalArgumentException when there is no such webhook trigger
  WebhookHandle webhook(OperationRef trigger, JsonNode config) throws ConnectorException;

  /// When a schedule trigger with this configuration fires.
  ///
  /// @throws ConnectorException.Permanent when the configuration does not fit
  /// @throws IllegalArgumentException when there is no such schedule trigger
  Timetable timetable(OperationRef trigger, JsonNode config) throws ConnectorException;

  /// A polling trigger with its configuration.
  ///
  /// @throws ConnectorException.Permanent when the configuration does not fit
  /// @throws IllegalArgumentException when there is no such polling trigger
  PollHandle poll(OperationRef trigger, JsonNode config) throws ConnectorException;

  /// A stream trigger with its configuration.
  ///
  /// @throws ConnectorException.Permanent when the configuration does not fit
  /// @throws IllegalArgumentException when there is no such stream trigger
  StreamHandle stream(OperationRef trigger, JsonNode config) throws ConnectorException;

  /// Whether private or loopback addresses may be called (the local default); said on screen.
  boolean allowsPrivateAddresses();

  /// How the system behind a connection is spared.
  ///
  /// @param connection alias
  /// @throws ConnectorException.Permanent when there is no such connection
  default CallLimits limits(TenantId tenant, Environment environment, String connection)
      throws ConnectorException {
    return CallLimits.DEFAULT;
  }

  /// One action, ready to be called.
  interface ActionHandle {

    /// The strongest effect that it can have; [BoundCall#effect] knows better.
    Effect effect();

    /// In which fields of an input text becomes structure: there the values of expressions are
    /// encoded when the input is rendered.
    ///
    /// @param input as it stands in the flow, with its expressions
    default Map<String, Field.Place> places(JsonNode input) {
      return Map.of();
    }

    /// Makes the action's record of a rendered input.
    ///
    /// @param input an object in which no expression is left
    /// @throws ConnectorException.Permanent that names each field that does not fit
    BoundCall bind(JsonNode input) throws ConnectorException;

    /// Binds and runs once.
    ///
    /// @throws ConnectorException `Permanent` when the input does not fit, else as the action says
    default JsonNode invoke(JsonNode input, CallContext context)
        throws ConnectorException, InterruptedException {
      return bind(input).invoke(context);
    }
  }

  /// An action with its input.
  interface BoundCall {

    /// What the call does to the other system.
    Effect effect();

    /// Runs it once. Never leaves anything but the two declared exceptions; no error text holds a
    /// secret of the connection.
    ///
    /// @throws ConnectorException.Transient also when the deadline is over
    JsonNode invoke(CallContext context) throws ConnectorException, InterruptedException;
  }

  /// A webhook trigger that checks who sent a request.
  interface WebhookHandle {

    /// Checks the head alone, before the body is read.
    ///
    /// @throws ConnectorException as [#verify]
    default void screen(TenantId tenant, Environment environment, WebhookHead head)
        throws ConnectorException {}

    /// Checks the raw request, before its body is parsed.
    ///
    /// @throws ConnectorException.AuthFailed when it is not from whom it should be
    /// @throws ConnectorException.Permanent when the connection that it needs is not there
    Verified verify(TenantId tenant, Environment environment, WebhookRequest request)
        throws ConnectorException;
  }

  /// A polling trigger that asks what is new.
  interface PollHandle {

    /// From the start of one poll to the start of the next.
    Duration every();

    /// Asks once, for one page. No error text holds a secret of the connection.
    ///
    /// @param cursor of the last page; absent before the first one
    /// @param context its `connection` is not looked at: the configuration names it
    /// @throws ConnectorException `Permanent` also for a cursor that the trigger cannot read
    PolledPage poll(@Nullable JsonNode cursor, CallContext context)
        throws ConnectorException, InterruptedException;

    /// Whether a cursor given by hand can be read.
    ///
    /// @throws ConnectorException.Permanent that says what is wrong with it
    void checkCursor(JsonNode cursor) throws ConnectorException;
  }

  /// A page of new items.
  record PolledPage(List<NewItem> items, JsonNode cursor, boolean more) {
    public PolledPage {
      items = List.copyOf(items);
    }
  }

  /// Something new.
  ///
  /// @param id names it for good, within the trigger
  record NewItem(String id, JsonNode message) {}

  /// A stream trigger that can be opened.
  interface StreamHandle {

    /// @param context its `connection` is not looked at: the configuration names it
    OpenStream open(CallContext context) throws ConnectorException, InterruptedException;
  }

  /// An open stream; for one thread.
  interface OpenStream extends AutoCloseable {

    List<NewItem> receive(Duration within) throws ConnectorException, InterruptedException;

    /// All that was received is durable.
    void acknowledge() throws ConnectorException, InterruptedException;

    @Override
    void close();
  }

  /// For whom, through what and until when a call is made.
  ///
  /// @param connection alias, absent for operations that need none
  /// @param log receives the lines that the action logs
  /// @param refused receives each answer that is no success: an object with `status`, `headers`
  ///     and `body`, within bounds and without secrets of the connection
  record CallContext(
      TenantId tenant,
      Environment environment,
      @Nullable String connection,
      String idempotencyKey,
      Instant deadline,
      Consumer<String> log,
      Consumer<JsonNode> refused) {

    /// One that keeps no answers.
    public CallContext(
        TenantId tenant,
        Environment environment,
        @Nullable String connection,
        String idempotencyKey,
        Instant deadline,
        Consumer<String> log) {
      this(tenant, environment, connection, idempotencyKey, deadline, log, _ -> {});
    }
  }
}
