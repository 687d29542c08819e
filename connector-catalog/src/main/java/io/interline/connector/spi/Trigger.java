package io.interline.connector.spi;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

/// Something that starts runs of a flow.
///
/// @param <C> record with `@Field` components, known when the flow is published
public sealed interface Trigger<C extends Record> permits Trigger.Webhook, Trigger.Schedule {

  String id();

  String title();

  String description();

  Class<C> config();

  /// Messages come by HTTP to an address of the hub's own.
  non-sealed interface Webhook<C extends Record> extends Trigger<C> {

    /// Alias of the connection that holds the sender's secret, when this configuration needs one.
    Optional<String> connection(C config);

    /// Looks at the raw request before anything parses it. Secrets are compared in constant time.
    ///
    /// @throws ConnectorException.AuthFailed when it is not from whom it should be
    void verify(C config, WebhookRequest request, Verification by) throws ConnectorException;
  }

  /// What a webhook is checked with.
  interface Verification {

    Clock clock();

    /// A field of the connection, secret or not; empty when there is none.
    Optional<String> field(String name);
  }

  /// The hub's clock starts runs.
  non-sealed interface Schedule<C extends Record> extends Trigger<C> {

    /// Cron expression and time zone of a configuration.
    ///
    /// @throws ConnectorException.Permanent when the configuration makes no sense
    Timetable timetable(C config) throws ConnectorException;
  }

  /// What a scheduled run sees as its message.
  ///
  /// @param scheduledAt when it was due, ISO 8601 in UTC
  /// @param firedAt when it was fired
  record Firing(String scheduledAt, String firedAt) {}

  /// When a schedule fires.
  ///
  /// @param cron in the form of Quartz, seconds first
  record Timetable(String cron, ZoneId zone) {}
}
