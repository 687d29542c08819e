package io.interline.flow.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.flow.RunId;
import io.interline.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

  private static final int MANY = Lanes.LARGE;

  private final CountDownLatch largeMayGo = new CountDownLatch(1);
  private final List<Integer> durable = new CopyOnWriteArrayList<>();
  private final List<Integer> sentAsLarge = new CopyOnWriteArrayList<>();
  private final Lanes lanes =
      new Lanes(
          batch -> keep(batch),
          batch -> {
            awaitLeave();
            for (var item : batch) sentAsLarge.add(seq(item));
            keep(batch);
          });
  private final RunRef run = run();

  @AfterEach
  void close() {
    largeMayGo.countDown();
    lanes.close();
  }

  @Test
  void noOtherRunWaitsForALargeWrite() {
    var large = lanes.submit(write(run, 1, MANY));

    var other = lanes.submit(write(run(), 2, 10));

    await().until(other::isDone);
    assertThat(large).isNotDone();
  }

  @Test
  void whatARunWritesStaysInOrder() {
    var all = new ArrayList<CompletableFuture<@Nullable Void>>();
    for (int seq = 1; seq <= 60; seq++)
      all.add(lanes.submit(write(run, seq, seq % 7 == 0 ? MANY : 10)));
    largeMayGo.countDown();

    await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
    assertThat(durable).isEqualTo(IntStream.rangeClosed(1, 60).boxed().toList());
    assertThat(sentAsLarge).contains(7, 56);
  }

  @Test
  void afterALargeWriteARunIsUsualAgain() {
    largeMayGo.countDown();
    lanes.submit(write(run, 1, MANY)).join();
    await()
        .untilAsserted(
            () -> {
              int seq = 100 + durable.size();
              lanes.submit(write(run, seq, 10)).join();
              assertThat(sentAsLarge).doesNotContain(seq);
            });
  }

  @Test
  void whatWasHandedInIsDoneWhenTheyAreClosed() {
    largeMayGo.countDown();
    var large = lanes.submit(write(run, 1, MANY));
    var small = lanes.submit(write(run, 2, 10));

    lanes.close();

    assertThat(large).isCompleted();
    assertThat(small).isCompleted();
    assertThat(lanes.pending()).isZero();
    assertThat(lanes.submit(write(run, 3, 10))).isCompletedExceptionally();
    assertThat(lanes.submit(write(run, 3, MANY))).isCompletedExceptionally();
  }

  private void keep(List<GroupCommit.Item> batch) {
    for (var item : batch) {
      durable.add(seq(item));
      item.done().complete(null);
    }
  }

  private static int seq(GroupCommit.Item item) {
    return ((Write.Append) item.write()).seq();
  }

  private void awaitLeave() {
    try {
      largeMayGo.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RunRef run() {
    return new RunRef(new TenantId(UUID.randomUUID()), new RunId(UUID.randomUUID()), 0, 1);
  }

  private static Write.Append write(RunRef run, int seq, int bytes) {
    return new Write.Append(run, seq, new byte[bytes], null, null, false);
  }
}
