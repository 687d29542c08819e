package io.interline.flow.internal.isolation;

import java.util.Locale;

/// A loop that works for all tenants.
public enum Loop {
  /// Runs that another node, or this one before a restart, left behind.
  TAKE_OVER,
  /// Runs whose wait is over.
  DUE_RUNS,
  /// Runs that could not be worked on when the database was away.
  RUNS_PUT_BACK,
  /// Ordering keys whose next run is looked for.
  ORDERING_KEYS,
  /// Answers, events and cancellations for runs.
  NOTICES,
  /// Tenants in the fair queue.
  FAIR_QUEUE,
  /// Triggers that are due.
  TRIGGERS,
  /// How seeing to triggers ended.
  TRIGGER_RESULTS,
  /// Triggers kept as their deployments want them.
  TRIGGER_RECONCILIATION,
  /// Replays of dead letters.
  REPLAYS,
  /// Statistics of runs by minute.
  ROLLUP;

  /// Lower case with dashes, as metrics name it.
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
