package io.interline.flow.definition;

import io.interline.flow.definition.Step.Retry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads when and how often a step is tried again. What is left out is as in [Retry#STANDARD].
final class RetryReader {

  private static final Duration MAX_PAUSE = Duration.ofDays(1);
  private static final Duration MAX_WITHIN = Duration.ofDays(31);

  private RetryReader() {}

  /// The `retry` of a step; absent when there is none, or none that can be understood.
  static @Nullable Retry retry(Properties properties) {
    var inner = properties.inner("retry", false).orElse(null);
    if (inner == null) return null;
    int max = inner.wholeNumber("max", Retry.STANDARD.max(), 0, 100);
    var causes = causes(inner);
    var first = Retry.STANDARD.first();
    var ceiling = Retry.STANDARD.ceiling();
    double factor = Retry.STANDARD.factor();
    var backoff = inner.inner("backoff", false).orElse(null);
    if (backoff != null) {
      var chosenFirst = backoff.duration("first", MAX_PAUSE);
      var chosenCeiling = backoff.duration("max", MAX_PAUSE);
      factor = backoff.number("factor", factor, 1, 10);
      backoff.choice("jitter", false, List.of("full"));
      backoff.refuseOthers();
      if (chosenFirst != null) first = chosenFirst;
      if (chosenCeiling != null) ceiling = chosenCeiling;
      if (ceiling.compareTo(first) < 0) ceiling = first;
    }
    var within = inner.duration("within", MAX_WITHIN);
    inner.refuseOthers();
    return new Retry(max, first, factor, ceiling, causes, within);
  }

  private static EnumSet<Retry.Cause> causes(Properties retry) {
    var list = retry.array("on", false);
    if (list == null) return EnumSet.copyOf(Retry.STANDARD.on());
    var causes = EnumSet.noneOf(Retry.Cause.class);
    for (var cause : list) {
      switch (cause.asText()) {
        case "transient" -> causes.add(Retry.Cause.TRANSIENT);
        case "throttled" -> causes.add(Retry.Cause.THROTTLED);
        default ->
            retry.error(
                "value-wrong",
                "on",
                "'on' lists transient, throttled or both; '" + cause.asText() + "' is neither.");
      }
    }
    return causes;
  }
}
