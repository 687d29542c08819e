package io.interline.tenant.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.tenant.Plan;
import io.interline.tenant.Quotas.Load;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

  @Test
  void whoeverIsAloneHasAll() {
    assertThat(share(100)).isEqualTo(100);
    assertThat(share(100, 0, 0)).isEqualTo(100);
  }

  @Test
  void otherNodesLeaveWhatTheyDoNotUse() {
    assertThat(share(100, 10)).isEqualTo(90);
    assertThat(share(100, 10, 20)).isEqualTo(70);
    assertThat(share(100, 0.2)).isEqualTo(100);
  }

  @Test
  void whoBeginsHasAnEqualPartAtOnce() {
    assertThat(share(100, 100)).isEqualTo(50);
    assertThat(share(100, 50, 50)).isEqualTo(34);
  }

  @Test
  void rightsOfLittleUseAreNotSharedOut() {
    assertThat(share(100, 10, 90)).as("the one with 90 has to give").isEqualTo(45);
    assertThat(share(100, 10, 200, 200)).isEqualTo(30);
  }

  @Test
  void oneIsLeftForEverybody() {
    assertThat(share(1, 1)).isEqualTo(1);
    assertThat(share(2, 5, 5, 5)).isEqualTo(1);
  }

  @Test
  void nodesThatWantAllAgreeAtOnce() {
    assertThat(settled(new double[] {100, 100, 100, 100}, 4)).containsOnly(25);
    assertThat(settled(new double[] {100, 0, 0}, 3)).containsExactly(34, 34, 34);
  }

  @Test
  void nodesThatWantAllShareWhatTheThirdLeaves() {
    assertThat(settled(new double[] {30, 30, 10}, 2)).containsExactly(45, 45, 10);
  }

  @Test
  void burstFollowsTheRateAndTheBacklogIsOne() {
    var plan = new Plan("test", "Test", 100, 1_000, 8, 1 << 20, 500, 10, null, false, 3);

    var share = Shares.of(plan, List.of(new Use(new Load(6, 400), 80)));

    assertThat(share)
        .isEqualTo(new Plan("test", "Test", 50, 500, 4, 1 << 20, 500, 10, null, false, 3));
    assertThat(Shares.of(plan, List.of())).isSameAs(plan);
  }

  private static int share(int limit, double... others) {
    return Shares.of(limit, DoubleStream.of(others));
  }

  /// Uses of 100 after some rounds in which all hear each other in the same moment.
  ///
  /// @param wantAll the first so many use what they may; the others stay as they are
  private static double[] settled(double[] uses, int wantAll) {
    for (int round = 0; round < 5; round++) {
      double[] now = uses;
      uses =
          IntStream.range(0, now.length)
              .mapToDouble(node -> node < wantAll ? share(100, without(now, node)) : now[node])
              .toArray();
    }
    return uses;
  }

  private static double[] without(double[] uses, int node) {
    double[] others = Arrays.copyOf(uses, uses.length - 1);
    System.arraycopy(uses, node + 1, others, node, uses.length - node - 1);
    return others;
  }
}
