package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.RunId;
import io.interline.flow.SharedLoops.SetAside;
import io.interline.flow.internal.journal.Notice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One key, notice or tenant that a loop of the engine cannot work on stops no other.
class SharedLoopsTest {

  private static final String ONE_CALL =
      "steps: [ { id: erp, use: http@1/request, with: { body: \"${.order}\" } } ]";
  private static final String PAUSE =
      "steps: [ { id: rest, wait: { for: duration, duration: PT1H } } ]";

  private final EngineFixture hub = new EngineFixture();

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void keyWhoseRunCannotBeLookedForHoldsUpNoOtherKey() {
    hub.flow("orders", ONE_CALL);
    hub.journal.failHeads(key -> key.key().equals("poison"));
    var poisoned = hub.sendInTurn("orders", "{}", "poison");

    var others =
        IntStream.range(0, 30).mapToObj(i -> hub.sendInTurn("orders", "{}", "key " + i)).toList();

    others.forEach(run -> assertThat(hub.ending(run).dead()).isFalse());
    assertThat(hub.journal.endings()).doesNotContainKey(poisoned);
    var aside = hub.isolation.setAside();
    assertThat(aside).extracting(SetAside::loop).containsExactly("ordering-keys");
    assertThat(aside.getFirst().tenant()).isEqualTo(hub.tenant);
    assertThat(aside.getFirst().member()).doesNotContain("poison");

    hub.journal.failHeads(_ -> false);
    hub.clock.move(Duration.ofMinutes(5));

    assertThat(hub.ending(poisoned).dead()).isFalse();
    assertThat(hub.isolation.setAside()).isEmpty();
  }

  @Test
  void noticeThatCannotBeReadHoldsUpNoOtherNotice() {
    hub.flow("orders", ONE_CALL);
    hub.operations.does(
        (input, _) -> {
          new java.util.concurrent.CountDownLatch(1).await();
          return input;
        });
    var poisoned = hub.send("orders", "{}");
    var other = hub.send("orders", "{}");
    await().until(() -> hub.operations.calls().size() == 2);

    cancel(poisoned, "no JSON");
    cancel(other, "{\"reason\":\"over\",\"undo\":false}");

    assertThat(hub.ending(other).status()).isEqualTo(io.interline.flow.Runs.Status.CANCELLED);
    assertThat(hub.journal.endings()).doesNotContainKey(poisoned);
    assertThat(hub.isolation.setAside()).extracting(SetAside::loop).containsExactly("notices");

    cancel(poisoned, "{\"reason\":\"over\",\"undo\":false}");

    assertThat(hub.ending(poisoned).status()).isEqualTo(io.interline.flow.Runs.Status.CANCELLED);
  }

  @Test
  void tenantWhoseShareCannotBeToldHoldsUpNoOtherTenant() {
    hub.flow("orders", ONE_CALL);

    var poisoned = hub.sendFor(EngineFixture.UNKNOWN, "orders", "{}");
    var others = IntStream.range(0, 30).mapToObj(_ -> hub.send("orders", "{}")).toList();

    others.forEach(run -> assertThat(hub.ending(run).dead()).isFalse());
    assertThat(hub.ending(poisoned).dead()).as("it begins as the least one").isFalse();
    assertThat(hub.isolation.setAside()).extracting(SetAside::loop).containsExactly("fair-queue");
  }

  @Test
  void runWhoseWaitIsOverButCannotBeLoadedHoldsUpNoOtherRun() {
    hub.flow("pauses", PAUSE).flow("orders", ONE_CALL);
    var waiting = hub.send("pauses", "{}");
    await().until(() -> hub.journal.parts(waiting) > 0);
    hub.journal.failLoads(3);
    hub.clock.move(Duration.ofHours(2));
    await().until(() -> !hub.isolation.isQuiet());

    assertThat(hub.ending(hub.send("orders", "{}")).dead()).isFalse();
    assertThat(hub.isolation.setAside())
        .extracting(SetAside::loop)
        .containsExactly("runs-put-back");

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              hub.clock.move(Duration.ofMinutes(1));
              return hub.journal.endings().containsKey(waiting);
            });
    assertThat(hub.isolation.setAside()).isEmpty();
  }

  private void cancel(RunId run, String data) {
    hub.journal.tell(run, Notice.Kind.CANCEL, "", "", data.getBytes(StandardCharsets.UTF_8));
  }
}
