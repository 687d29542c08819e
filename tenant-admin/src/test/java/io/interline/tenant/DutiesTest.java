package io.interline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.interline.tenant.Duties.Silent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DutiesTest {

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean away = new AtomicBoolean();
  private final DatabaseStatus database =
      new DatabaseStatus() {
        @Override
        public boolean isAvailable() {
          return !away.get();
        }

        @Override
        public boolean explains(Throwable failure) {
          return away.get();
        }
      };
  private final Duties duties = new Duties(database, () -> ended.set(true), nanos::get);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(Duties.class);

  @BeforeEach
  void listen() {
    logged.start();
    log.addAppender(logged);
    log.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(logged);
    log.setLevel(null);
  }

  @Test
  void dutySurvivesExceptionsAndErrorsAndSaysSoOnce() {
    var times = new AtomicInteger();
    var duty =
        duties
            .register("replays")
            .guarded(
                () -> {
                  int now = times.incrementAndGet();
                  if (now == 1) throw new IllegalStateException("odd");
                  if (now == 2) throw new StackOverflowError();
                  if (now == 3) throw new NoClassDefFoundError("gone");
                });

    for (int i = 0; i < 5; i++) duty.run();

    assertThat(times).hasValue(5);
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "failed, and goes on duty=replays: java.lang.IllegalStateException: odd",
            "works again duty=replays");
    assertThat(ended).isFalse();
  }

  @Test
  void failuresOfAnOutageAreNotSaidAgain() {
    var duty =
        duties
            .register("replays")
            .guarded(
                () -> {
                  throw new IllegalStateException("no connection");
                });
    away.set(true);

    duty.run();
    duty.run();

    assertThat(logged.list).isEmpty();
  }

  @Test
  void outOfMemoryEndsTheProcess() {
    var duty =
        duties
            .register("replays")
            .guarded(
                () -> {
                  throw new OutOfMemoryError("made up");
                });

    assertThatThrownBy(duty::run).isInstanceOf(OutOfMemoryError.class);
    assertThat(ended).isTrue();
  }

  @Test
  void silentDutyIsNamedUntilItIsSeenAgain() {
    var triggers = duties.register("triggers", Duration.ofSeconds(60));
    duties.register("leases", Duration.ofSeconds(90));
    pass(60);
    assertThat(duties.silent()).isEmpty();

    pass(1);
    assertThat(duties.silent()).containsExactly(new Silent("triggers", Duration.ofSeconds(61)));

    triggers.beat();
    assertThat(duties.silent()).isEmpty();
  }

  @Test
  void dutyThatFailsIsAlive() {
    var failing =
        duties
            .register("triggers", Duration.ofSeconds(60))
            .guarded(
                () -> {
                  throw new IllegalStateException("always");
                });
    pass(61);

    failing.run();

    assertThat(duties.silent()).isEmpty();
  }

  @Test
  void dutyThatIsOverIsNotMissed() {
    var duty = duties.register("triggers", Duration.ofSeconds(60));
    pass(61);

    duty.end();

    assertThat(duties.silent()).isEmpty();
  }

  @Test
  void deadThreadIsNamed() throws InterruptedException {
    var thread = Thread.ofPlatform().name("journal-writer").start(() -> {});
    var end = duties.watch(thread);
    thread.join();
    pass(5);

    assertThat(duties.silent())
        .containsExactly(new Silent("journal-writer", Duration.ofSeconds(5)));

    end.run();
    assertThat(duties.silent()).isEmpty();
  }

  @Test
  void idleThreadIsAlive() {
    duties.watch(Thread.currentThread());
    pass(1_000_000);

    assertThat(duties.silent()).isEmpty();
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
