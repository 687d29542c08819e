package io.interline.flow.internal.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.flow.SharedLoops.SetAside;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;

class IsolationTest {

  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  private Instant now = Instant.parse("2026-01-31T10:00:00Z");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Isolation isolation =
      new Isolation(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          },
          meters);
  private final List<Integer> done = new ArrayList<>();

  private static Member member(int number) {
    return Member.of("number", number, null);
  }

  private List<Integer> each(Consumer<Integer> work) {
    return isolation.each(Loop.NOTICES, HUNDRED, IsolationTest::member, work);
  }

  private List<Integer> halved(Consumer<List<Integer>> work) {
    return isolation.halved(Loop.ORDERING_KEYS, HUNDRED, IsolationTest::member, work);
  }

  private void poisoned(int number) {
    if (number == 42) throw new IllegalStateException("poison\0");
    done.add(number);
  }

  @Test
  void oneMemberThatFailsStopsNoOtherAndIsSeen() {
    var left = each(this::poisoned);

    assertThat(left).containsExactly(42);
    assertThat(done).hasSize(99).doesNotContain(42);
    assertThat(isolation.setAside()).extracting(SetAside::member).containsExactly("number 42");
    assertThat(isolation.setAside().getFirst().cause()).contains("poison\uFFFD");
    assertThat(meters.get("interline.loops.setaside").tag("loop", "notices").gauge().value())
        .isEqualTo(1);
    assertThat(meters.get("interline.loops.failures").tag("loop", "notices").counter().count())
        .isEqualTo(1);
  }

  @Test
  void oneMemberThatBreaksABatchIsFoundByHalving() {
    var left =
        halved(
            part -> {
              if (part.contains(42)) throw new DataIntegrityViolationException("poison");
              done.addAll(part);
            });

    assertThat(left).containsExactly(42);
    assertThat(done).hasSize(99).doesNotContain(42);
    assertThat(isolation.setAside()).extracting(SetAside::loop).containsExactly("ordering-keys");
  }

  @Test
  void memberThatFailedIsTriedAgainAfterAPauseThatDoubles() {
    var pauses = new ArrayList<Duration>();
    for (int i = 0; i < 12; i++) {
      each(this::poisoned);
      var aside = isolation.setAside().getFirst();
      pauses.add(Duration.between(now, aside.again()));
      int tried = aside.failures();
      now = aside.again().minusMillis(1);
      each(this::poisoned);
      assertThat(isolation.setAside().getFirst().failures()).isEqualTo(tried);
      now = aside.again();
    }

    assertThat(pauses.subList(0, 4))
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8));
    assertThat(pauses.getLast()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void memberThatWorksAgainIsNoLongerSetAside() {
    each(this::poisoned);
    now = now.plusSeconds(2);

    assertThat(each(done::add)).isEmpty();

    assertThat(isolation.setAside()).isEmpty();
    assertThat(isolation.isQuiet()).isTrue();
  }

  @Test
  void failureOfTheDatabaseIsNobodysOwn() {
    assertThatThrownBy(
            () ->
                each(
                    _ -> {
                      throw new QueryTimeoutException("away");
                    }))
        .isInstanceOf(QueryTimeoutException.class);
    assertThatThrownBy(
            () ->
                halved(
                    _ -> {
                      throw new QueryTimeoutException("away");
                    }))
        .isInstanceOf(QueryTimeoutException.class);

    assertThat(isolation.setAside()).isEmpty();
  }

  @Test
  void whatFailsForAllIsNoFaultOfTheMembers() {
    assertThatThrownBy(
            () ->
                halved(
                    _ -> {
                      throw new IllegalStateException("a table is missing");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void deepRecursionOfOneIsItsOwn() {
    var left =
        each(
            number -> {
              if (number == 7) throw new StackOverflowError();
            });

    assertThat(left).containsExactly(7);
  }

  @Test
  void rowThatCannotBeReadHidesNoOther() {
    assertThat(isolation.row(Loop.DUE_RUNS, () -> member(1), () -> 1)).contains(1);
    assertThat(
            isolation.row(
                Loop.DUE_RUNS, () -> member(2), () -> java.time.DayOfWeek.valueOf("NODAY")))
        .isEmpty();

    assertThat(isolation.setAside()).extracting(SetAside::loop).containsExactly("due-runs");
  }
}
