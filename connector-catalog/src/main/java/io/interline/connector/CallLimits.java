package io.interline.connector;

import io.interline.connector.spi.Field;
import java.time.Duration;

/// How the hub spares the system behind a connection: part of every connection's settings. All
/// figures are for one node of the hub.
///
/// @param failureRate per cent of the last calls that have to fail for the connection to rest
/// @param failureWindow number of calls that are looked at
/// @param restFor first rest; the next ones are longer, up to ten times
/// @param concurrentCalls under way at most
/// @param retryShare per cent of the calls of a minute that may be retries
public record CallLimits(
    @Field(
            label = "Failure rate",
            help = "The connection rests when so many per cent of its last calls failed.",
            def = "50",
            advanced = true)
        int failureRate,
    @Field(
            label = "Failure window",
            help = "Number of last calls that the failure rate looks at; half of them at least.",
            def = "20",
            advanced = true)
        int failureWindow,
    @Field(
            label = "Rest",
            help =
                "How long it rests before one call tries again; longer each time, up to ten"
                    + " times.",
            def = "PT30S",
            advanced = true)
        Duration restFor,
    @Field(
            label = "Concurrent calls",
            help = "At most so many calls at once, from each node of the hub.",
            def = "100",
            advanced = true)
        int concurrentCalls,
    @Field(
            label = "Retry share",
            help = "At most so many per cent of the calls may be retries; further ones wait.",
            def = "20",
            advanced = true)
        int retryShare) {

  /// Those of a connection that says nothing of them.
  public static final CallLimits DEFAULT = new CallLimits(50, 20, Duration.ofSeconds(30), 100, 20);

  public CallLimits {
    within("failure rate", failureRate, 1, 100);
    within("failure window", failureWindow, 2, 1_000);
    within("number of concurrent calls", concurrentCalls, 1, 10_000);
    within("retry share", retryShare, 0, 100);
    if (restFor.compareTo(Duration.ofSeconds(1)) < 0 || restFor.compareTo(Duration.ofHours(1)) > 0)
      throw new IllegalArgumentException("the rest must be PT1S to PT1H");
  }

  private static void within(String what, int value, int least, int most) {
    if (value < least || value > most)
      throw new IllegalArgumentException("the " + what + " must be " + least + " to " + most);
  }
}
