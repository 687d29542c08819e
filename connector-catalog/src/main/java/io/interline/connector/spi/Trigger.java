package io.interline.connector.spi;

/// Something that starts runs of a flow.
///
/// @param <C> record with `@Field` components
public sealed interface Trigger<C extends Record> permits Trigger.Webhook, Trigger.Schedule {

  String id();

  String title();

  String description();

  Class<C> config();

  /// Messages come by HTTP to an address of the hub's own.
  non-sealed interface Webhook<C extends Record> extends Trigger<C> {

    /// Looks at the raw request before anything parses it.
    ///
    /// @throws ConnectorException.AuthFailed when it is not from whom it should be
    void verify(C config, WebhookRequest request) throws ConnectorException;
  }

  /// The hub's clock starts runs.
  non-sealed interface Schedule<C extends Record> extends Trigger<C> {

    /// Cron expression (Quartz form, seconds first) and time zone of a configuration.
    ///
    /// @throws ConnectorException.Permanent when the configuration makes no sense
    Timetable timetable(C config) throws ConnectorException;
  }

  /// When a schedule fires.
  record Timetable(String cron, java.time.ZoneId zone) {}
}
