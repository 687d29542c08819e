package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.interline.flow.FlowId;
import io.interline.flow.internal.execute.FairQueue.Share;
import io.interline.tenant.Quotas.Load;
import io.interline.tenant.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private static final FlowId FLOW = new FlowId("orders");
  private static final FlowId OTHER_FLOW = new FlowId("returns");

  private final TenantId flood = new TenantId(UUID.randomUUID());
  private final TenantId quiet = new TenantId(UUID.randomUUID());
  private final TenantId third = new TenantId(UUID.randomUUID());
  private long now;

  @Test
  void floodOfOneTenantDelaysNoOther() {
    var queue = queue(100, _ -> new Share(100, 1));
    for (int i = 0; i < 50; i++) queue.add(flood, FLOW, "flood");
    queue.add(quiet, FLOW, "quiet");

    assertThat(take(queue, 10)).contains("quiet");
  }

  @Test
  void floodOfOneFlowDelaysNoOtherOfTheTenant() {
    var queue = queue(100, _ -> new Share(8, 1));
    for (int i = 0; i < 50; i++) queue.add(flood, FLOW, "flood");
    assertThat(take(queue, 50)).hasSize(6);

    queue.add(flood, OTHER_FLOW, "other");

    assertThat(take(queue, 50)).containsExactly("other");
  }

  @Test
  void tenantHasNoMoreUnderWayThanItsPlanAllows() {
    var queue = queue(100, tenant -> new Share(tenant.equals(flood) ? 4 : 100, 1));
    for (int i = 0; i < 10; i++) queue.add(flood, i % 2 == 0 ? FLOW : OTHER_FLOW, "flood");
    for (int i = 0; i < 10; i++) queue.add(quiet, FLOW, "quiet");

    var turns = turns(queue, 100);
    var ofFlood = turns.stream().filter(turn -> turn.run().equals("flood")).toList();
    assertThat(ofFlood).hasSize(4);
    assertThat(turns).hasSize(14);
    ofFlood.getFirst().giveSlotBack();
    assertThat(take(queue, 100)).as("it is still under way").isEmpty();
    ofFlood.getFirst().over();
    assertThat(take(queue, 100)).containsExactly("flood");
  }

  @Test
  void largerShareIsUsedThoughNothingComesOrEnds() {
    int[] limit = {4};
    var queue = queue(100, _ -> new Share(limit[0], 1));
    for (int i = 0; i < 50; i++) queue.add(flood, FLOW, "flood");
    assertThat(take(queue, 50)).as("three quarters for one flow").hasSize(3);

    limit[0] = 8;
    queue.lookAgain();

    assertThat(take(queue, 50)).hasSize(3);
    queue.lookAgain();
    assertThat(take(queue, 50)).isEmpty();
  }

  @Test
  void smallerShareIsKeptOnceEnoughHaveEnded() {
    int[] limit = {8};
    var queue = queue(100, _ -> new Share(limit[0], 1));
    for (int i = 0; i < 50; i++) queue.add(flood, i % 2 == 0 ? FLOW : OTHER_FLOW, "flood");
    var turns = turns(queue, 50);
    assertThat(turns).hasSize(8);

    limit[0] = 4;
    queue.lookAgain();

    for (int ended = 0; ended < 4; ended++) {
      turns.get(ended).over();
      assertThat(take(queue, 50)).isEmpty();
    }
    turns.get(4).over();
    assertThat(take(queue, 50)).hasSize(1);
  }

  @Test
  void tellsWhatEachTenantHas() {
    var queue = queue(100, tenant -> new Share(tenant.equals(flood) ? 4 : 100, 1));
    for (int i = 0; i < 10; i++) queue.add(flood, i % 2 == 0 ? FLOW : OTHER_FLOW, "flood");
    queue.add(quiet, FLOW, "quiet");
    queue.add(third, FLOW, "third");
    var turns = turns(queue, 100);

    turns.stream().filter(turn -> turn.run().equals("third")).findFirst().orElseThrow().over();

    assertThat(queue.loads()).isEqualTo(Map.of(flood, new Load(4, 6), quiet, new Load(1, 0)));
  }

  @Test
  void slotsBoundWhatIsUnderWay() {
    var queue = queue(2, _ -> new Share(100, 1));
    for (int i = 0; i < 5; i++) queue.add(quiet, FLOW, "run");

    var turns = turns(queue, 5);
    assertThat(turns).hasSize(2);
    assertThat(queue.waiting()).isEqualTo(3);
    assertThat(turns.getFirst().giveSlotBack()).isTrue();
    assertThat(turns.getFirst().giveSlotBack()).as("once").isFalse();
    assertThat(take(queue, 5)).as("a slow run still counts for its tenant").hasSize(1);
    assertThat(queue.underWay(quiet)).isEqualTo(3);
  }

  @Test
  void takenOutOfTurnCountsAsUnderWay() {
    var queue = queue(2, _ -> new Share(100, 1));
    for (var run : List.of("a", "b", "c", "d")) queue.add(quiet, FLOW, run);
    var first = turns(queue, 2);
    assertThat(first).extracting(turn -> turn.run()).containsExactly("a", "b");

    var taken = queue.takeOutOfTurn(run -> run.equals("d"));

    assertThat(taken).extracting(turn -> turn.run()).containsExactly("d");
    assertThat(queue.waiting()).isEqualTo(1);
    first.getFirst().over();
    assertThat(take(queue, 1)).as("the slot of the one out of turn is missing").isEmpty();
    first.getLast().over();
    assertThat(take(queue, 1)).containsExactly("c");
  }

  @Test
  void removedRunsDoNotStart() {
    var queue = queue(10, _ -> new Share(10, 1));
    queue.add(quiet, FLOW, "stays");
    queue.add(quiet, FLOW, "goes");

    queue.removeIf("goes"::equals);

    assertThat(queue.waiting(quiet)).isEqualTo(1);
    assertThat(take(queue, 5)).containsExactly("stays");
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void equalTenantsShareTimeThoughOneSendsAHundredTimesAsMuchAndHeavyWork() {
    var held =
        new Work(queue(8, _ -> new Share(100, 1)))
            .keeps(flood, 10_000, 40)
            .keeps(quiet, 100, 2)
            .run(20_000);

    assertThat((double) of(held, flood) / of(held, quiet)).isCloseTo(1, within(0.1));
  }

  @Test
  void weightsShareTime() {
    var weights = Map.of(flood, 1, quiet, 2, third, 4);
    var held =
        new Work(queue(7, tenant -> new Share(100, of(weights, tenant))))
            .keeps(flood, 500, 11)
            .keeps(quiet, 500, 3)
            .keeps(third, 500, 5)
            .run(20_000);

    double all = held.values().stream().mapToLong(Long::longValue).sum();
    assertThat(of(held, flood) / all).isCloseTo(1 / 7.0, within(0.1 / 7));
    assertThat(of(held, quiet) / all).isCloseTo(2 / 7.0, within(0.2 / 7));
    assertThat(of(held, third) / all).isCloseTo(4 / 7.0, within(0.4 / 7));
  }

  @Test
  void idleSlotsAreUsed() {
    var queue = queue(8, _ -> new Share(100, 1));
    var held = new Work(queue).keeps(flood, 1_000, 50).keeps(quiet, 1, 5).run(10_000);

    assertThat(of(held, quiet)).as("as much as one at a time can").isGreaterThan(9_500);
    assertThat(of(held, flood) + of(held, quiet)).isGreaterThan(8 * 9_900L);
  }

  @Test
  void limitOfATenantLeavesItsSlotsToOthers() {
    var queue = queue(8, tenant -> new Share(tenant.equals(flood) ? 2 : 100, 1));
    var held = new Work(queue).keeps(flood, 1_000, 50, 2).keeps(quiet, 100, 5).run(10_000);

    assertThat(of(held, flood)).isBetween(19_000L, 20_000L);
    assertThat(of(held, quiet)).isGreaterThan(59_000L);
  }

  @Test
  void newcomerIsNotStarvedByManyHeavyTenants() {
    var queue = queue(4, _ -> new Share(100, 1));
    var work = new Work(queue);
    for (int i = 0; i < 50; i++) work.keeps(new TenantId(UUID.randomUUID()), 100, 20);
    work.run(5_000);

    work.keeps(quiet, 1, 1);
    work.run(600);

    assertThat(work.done.get(quiet)).as("a turn of each other, 20 ms over 4 slots").isPositive();
  }

  @Test
  void nothingIsLostAndWhatWasSentFirstOfAFlowBeginsFirst() {
    var queue = queue(3, _ -> new Share(2, 1));
    for (int i = 0; i < 1_000; i++) {
      queue.add(flood, FLOW, "flood " + i);
      queue.add(quiet, OTHER_FLOW, "quiet " + i);
    }

    var begun = new ArrayList<String>();
    while (queue.waiting() > 0)
      for (var turn : turns(queue, 3)) {
        begun.add(turn.run());
        now += 1_000_000;
        turn.over();
      }

    assertThat(begun).hasSize(2_000).doesNotHaveDuplicates();
    assertThat(begun.stream().filter(run -> run.startsWith("flood")))
        .isSortedAccordingTo(
            Comparator.comparingInt(run -> Integer.parseInt(run.substring("flood ".length()))));
  }

  private static <V> V of(Map<TenantId, V> map, TenantId tenant) {
    return Objects.requireNonNull(map.get(tenant));
  }

  private FairQueue<String> queue(int slots, Function<TenantId, Share> shares) {
    return new FairQueue<>(slots, shares, () -> now);
  }

  private List<FairQueue<String>.Turn> turns(FairQueue<String> queue, int atMost) {
    var taken = new ArrayList<FairQueue<String>.Turn>();
    for (int i = 0; i < atMost; i++) {
      var next = queue.next();
      if (next == null) break;
      taken.add(next);
    }
    return taken;
  }

  private List<String> take(FairQueue<String> queue, int atMost) {
    return turns(queue, atMost).stream().map(turn -> turn.run()).toList();
  }

  /// Tenants that always have so much waiting, and the virtual time that their runs held slots.
  private final class Work {
    private final FairQueue<String> queue;
    private final PriorityQueue<Under> underWay =
        new PriorityQueue<>(Comparator.comparingLong(Under::until));
    private final Map<TenantId, Kind> kinds = new HashMap<>();
    private final Map<TenantId, Long> held = new HashMap<>();
    private final Map<TenantId, Integer> done = new HashMap<>();

    Work(FairQueue<String> queue) {
      this.queue = queue;
    }

    record Kind(int millis, int flows) {}

    record Under(FairQueue<String>.Turn turn, TenantId tenant, FlowId flow, long until) {}

    Work keeps(TenantId tenant, int waiting, int millis) {
      return keeps(tenant, waiting, millis, 1);
    }

    Work keeps(TenantId tenant, int waiting, int millis, int flows) {
      kinds.put(tenant, new Kind(millis, flows));
      for (int i = 0; i < waiting; i++) send(tenant, i % flows);
      return this;
    }

    private void send(TenantId tenant, int flow) {
      queue.add(tenant, new FlowId("flow-" + flow), tenant + " " + flow);
    }

    Map<TenantId, Long> run(int millis) {
      long end = now + millis * 1_000_000L;
      while (true) {
        for (var turn = queue.next(); turn != null; turn = queue.next()) begin(turn);
        var first = underWay.poll();
        if (first == null || first.until > end) break;
        now = first.until;
        finish(first);
      }
      return held;
    }

    private void begin(FairQueue<String>.Turn turn) {
      var parts = turn.run().split(" ");
      var tenant = new TenantId(UUID.fromString(parts[0]));
      long until = now + of(kinds, tenant).millis * 1_000_000L;
      underWay.add(new Under(turn, tenant, new FlowId("flow-" + parts[1]), until));
    }

    private void finish(Under under) {
      held.merge(under.tenant, (long) of(kinds, under.tenant).millis, Long::sum);
      done.merge(under.tenant, 1, Integer::sum);
      send(under.tenant, Integer.parseInt(under.turn.run().split(" ")[1]));
      under.turn.over();
    }
  }
}
