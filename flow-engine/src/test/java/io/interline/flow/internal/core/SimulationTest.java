package io.interline.flow.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Forty thousand runs of flows made by chance, with failures and crashes: each ends, no result
/// that was kept is asked for again, a failed flow has undone what it did, and the journal tells
/// what happened.
class SimulationTest {

  /// To play one seed again: `-Dinterline.seed=N`.
  private static final String SEED = "interline.seed";

  private static final int SEEDS = 40_000;

  private static int parts;

  private enum End {
    SUCCEEDED,
    DEAD,
    CANCELLED
  }

  @Test
  void everySeedKeepsThePromises() {
    var only = Long.getLong(SEED);
    if (only != null) {
      play(only);
      return;
    }
    Map<End, Integer> ends = new EnumMap<>(End.class);
    for (long seed = 0; seed < SEEDS; seed++) ends.merge(play(seed), 1, Integer::sum);

    // A world in which nothing fails, or everything does, would prove nothing.
    assertThat(ends.get(End.SUCCEEDED)).isGreaterThan(SEEDS / 20);
    assertThat(ends.get(End.DEAD)).isGreaterThan(SEEDS / 20);
    assertThat(ends.get(End.CANCELLED)).isGreaterThan(SEEDS / 200);
    assertThat(parts).isGreaterThan(SEEDS / 50);
  }

  private static End play(long seed) {
    try {
      var simulation = new Simulation(seed);
      var outcome = simulation.play();
      parts += simulation.parts();
      return switch (outcome) {
        case Outcome.Succeeded _ -> End.SUCCEEDED;
        case Outcome.Dead _ -> End.DEAD;
        case Outcome.Cancelled _ -> End.CANCELLED;
      };
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + " (play it with -D" + SEED + "=" + seed + ")", e);
    }
  }
}
