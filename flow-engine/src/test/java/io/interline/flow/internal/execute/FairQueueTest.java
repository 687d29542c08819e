package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.flow.FlowId;
import io.interline.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private static final FlowId FLOW = new FlowId("orders");
  private static final FlowId OTHER_FLOW = new FlowId("returns");

  private final TenantId flood = new TenantId(UUID.randomUUID());
  private final TenantId quiet = new TenantId(UUID.randomUUID());

  @Test
  void floodOfOneTenantDelaysNoOther() {
    var queue = new FairQueue<String>(100, _ -> 100);
    for (int i = 0; i < 50; i++) queue.add(flood, FLOW, "flood");
    queue.add(quiet, FLOW, "quiet");

    assertThat(take(queue, 3)).contains("quiet");
  }

  @Test
  void floodOfOneFlowDelaysNoOtherOfTheTenant() {
    var queue = new FairQueue<String>(100, _ -> 8);
    for (int i = 0; i < 50; i++) queue.add(flood, FLOW, "flood");
    assertThat(take(queue, 50)).hasSize(6);

    queue.add(flood, OTHER_FLOW, "other");

    assertThat(take(queue, 50)).containsExactly("other");
  }

  @Test
  void tenantHasNoMoreUnderWayThanItsPlanAllows() {
    var queue = new FairQueue<String>(100, tenant -> tenant.equals(flood) ? 4 : 100);
    for (int i = 0; i < 10; i++) queue.add(flood, i % 2 == 0 ? FLOW : OTHER_FLOW, "flood");
    for (int i = 0; i < 10; i++) queue.add(quiet, FLOW, "quiet");

    assertThat(take(queue, 100)).filteredOn("flood"::equals).hasSize(4);
    queue.giveSlotBack();
    queue.done(flood, FLOW);
    assertThat(take(queue, 100)).containsExactly("flood");
  }

  @Test
  void slotsBoundWhatIsUnderWay() {
    var queue = new FairQueue<String>(2, _ -> 100);
    for (int i = 0; i < 5; i++) queue.add(quiet, FLOW, "run");

    assertThat(take(queue, 5)).hasSize(2);
    assertThat(queue.waiting()).isEqualTo(3);
    queue.giveSlotBack();
    assertThat(take(queue, 5)).as("a slow run still counts for its tenant").hasSize(1);
  }

  @Test
  void takenOutOfTurnCountsAsUnderWay() {
    var queue = new FairQueue<String>(2, _ -> 100);
    for (var run : List.of("a", "b", "c", "d")) queue.add(quiet, FLOW, run);
    assertThat(take(queue, 2)).containsExactly("a", "b");

    assertThat(queue.takeOutOfTurn(run -> run.equals("d"))).containsExactly("d");
    assertThat(queue.waiting()).isEqualTo(1);
    queue.giveSlotBack();
    queue.done(quiet, FLOW);
    assertThat(take(queue, 1)).as("the slot of the one out of turn is missing").isEmpty();
    queue.giveSlotBack();
    queue.done(quiet, FLOW);
    assertThat(take(queue, 1)).containsExactly("c");
  }

  @Test
  void removedRunsDoNotStart() {
    var queue = new FairQueue<String>(10, _ -> 10);
    queue.add(quiet, FLOW, "stays");
    queue.add(quiet, FLOW, "goes");

    queue.removeIf("goes"::equals);

    assertThat(queue.waiting(quiet)).isEqualTo(1);
    assertThat(take(queue, 5)).containsExactly("stays");
  }

  private static List<String> take(FairQueue<String> queue, int atMost) {
    var taken = new ArrayList<String>();
    for (int i = 0; i < atMost; i++) {
      var next = queue.next();
      if (next == null) break;
      taken.add(next);
    }
    return taken;
  }
}
