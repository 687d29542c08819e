package io.interline.connector.spi;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that starts runs of a flow.
///
/// @param <C> record with `@Field` components, known when the flow is published
public sealed interface Trigger<C extends Record>
    permits Trigger.Webhook, Trigger.Schedule, Trigger.Polling, Trigger.Stream {

  String id();

  String title();

  String description();

  Class<C> config();

  /// Messages come by HTTP to an address of the hub's own.
  non-sealed interface Webhook<C extends Record> extends Trigger<C> {

    /// Alias of the connection that holds the sender's secret, when this configuration needs one.
    Optional<String> connection(C config);

    /// Refuses by the head alone what [#verify] would refuse anyway, before the body is read: a
    /// header that is missing, a secret that is wrong. Passing it proves nothing.
    ///
    /// @throws ConnectorException.AuthFailed when it cannot be from whom it should be
    default void screen(C config, WebhookHead head, Verification by) throws ConnectorException {}

    /// Looks at the raw request before anything parses it. Secrets are compared in constant time.
    ///
    /// @throws ConnectorException.AuthFailed when it is not from whom it should be
    Verified verify(C config, WebhookRequest request, Verification by) throws ConnectorException;
  }

  /// A request that is from whom it should be.
  ///
  /// @param once what only this request can have, such as its signature: one that has the same is
  ///     this one sent again, by whoever got hold of it, and starts no second run; absent when
  ///     requests cannot be told apart
  /// @param window how long it would pass verification again
  record Verified(@Nullable String once, Duration window) {

    /// One of many that are alike.
    public static final Verified ANY = new Verified(null, Duration.ZERO);
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
  /// @param missed what becomes of times that nobody was there for
  /// @param spread each firing is put off by a part of this, always the same for one flow, so that
  ///     not all flows of an hour begin in its first second
  record Timetable(String cron, ZoneId zone, Missed missed, Duration spread) {

    /// One run for all that was missed, and no spread.
    public Timetable(String cron, ZoneId zone) {
      this(cron, zone, Missed.ONCE, Duration.ZERO);
    }
  }

  /// What becomes of the times of a schedule that passed while no hub ran.
  enum Missed {
    /// They are left out.
    SKIP,
    /// One run stands for all of them; it has the latest time.
    ONCE,
    /// Each gets its run.
    ALL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The hub asks the other system again and again what is new.
  ///
  /// The hub keeps the cursor, and makes it durable together with the runs of the items that were
  /// found: a crash in between repeats the poll from the cursor before. An item whose id was seen
  /// since the cursor was last set by hand starts no second run, so a source may show an item
  /// again.
  ///
  /// @param <K> record of where the next poll goes on; everything a poll must remember is in it
  non-sealed interface Polling<C extends Record, K extends Record> extends Trigger<C> {

    Class<K> cursor();

    /// What runs see as their message; [JsonValue] when only the other system knows.
    Class<?> item();

    /// From the start of one poll to the start of the next.
    Duration every(C config);

    /// Alias of the connection that it calls through, when this configuration needs one.
    Optional<String> connection(C config);

    /// Asks once, for one page. Changes nothing in the other system. Retries are the engine's.
    ///
    /// @param cursor of the last page that became durable; empty before the first one
    Polled<K> poll(C config, Optional<K> cursor, Call call)
        throws ConnectorException, InterruptedException;
  }

  /// One page of what is new.
  ///
  /// @param cursor from which the next poll goes on, also when there are no items
  /// @param more whether another page is there already; it is asked for at once
  record Polled<K extends Record>(List<Item> items, K cursor, boolean more) {
    public Polled {
      items = List.copyOf(items);
    }
  }

  /// Something new.
  ///
  /// @param id names it for good: the same item has the same id whenever it is seen
  /// @param message what the run sees: of the type that the trigger names
  record Item(String id, Object message) {}

  /// The other system sends of itself, over a connection that the hub keeps open. One node at a
  /// time holds it.
  non-sealed interface Stream<C extends Record> extends Trigger<C> {

    /// What runs see as their message; [JsonValue] when only the other system knows.
    Class<?> item();

    /// Alias of the connection that it goes through, when this configuration needs one.
    Optional<String> connection(C config);

    /// Opens it. The call has no idempotency key of a step, and lasts as long as the subscription.
    Subscription open(C config, Call call) throws ConnectorException, InterruptedException;
  }

  /// An open stream. Used by one thread.
  interface Subscription extends AutoCloseable {

    /// The next items, at least one unless none came in time. What is not acknowledged comes again,
    /// here or on the next subscription.
    List<Item> receive(Duration within) throws ConnectorException, InterruptedException;

    /// All that was received until now is durable in the hub: the other system may forget it.
    void acknowledge() throws ConnectorException, InterruptedException;

    @Override
    void close();
  }
}
