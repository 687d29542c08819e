package io.interline.tenant.internal.database;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

class DatabaseWatchTest {

  private static final SQLException BROKEN = new SQLException("connection reset", "08006");
  private static final SQLException REFUSED = new SQLException("connection refused", "08001");

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger backs = new AtomicInteger();
  private final DatabaseWatch watch = new DatabaseWatch(this::open, nanos::get);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(DatabaseWatch.class);
  private @Nullable SQLException whenOpened;
  private @Nullable SQLException whenAsked;

  @BeforeEach
  void listen() {
    logged.start();
    log.addAppender(logged);
    log.setLevel(Level.INFO);
    watch.whenBack(backs::incrementAndGet);
    look();
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(logged);
    log.setLevel(null);
  }

  @Test
  void outageIsSaidOnceAndOnceWhenItIsOver() {
    whenAsked = BROKEN;
    whenOpened = REFUSED;
    for (int i = 0; i < 5; i++) look();
    assertThat(watch.isAvailable()).isFalse();
    assertThat(backs).hasValue(0);

    whenAsked = null;
    whenOpened = null;
    for (int i = 0; i < 5; i++) look();

    assertThat(watch.isAvailable()).isTrue();
    assertThat(backs).hasValue(1);
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "the database is away, nothing is accepted until it is back state=08001: connection"
                + " refused",
            "the database is back away_ms=1250");
  }

  @Test
  void sessionThatIsEndedForItselfIsNoOutage() {
    whenAsked = BROKEN;
    // The next session is well.
    look(() -> whenAsked = null);

    assertThat(watch.isAvailable()).isTrue();
    assertThat(logged.list).isEmpty();
  }

  @Test
  void serverWithoutASessionToSpareIsThere() {
    whenAsked = BROKEN;
    whenOpened = new SQLException("too many clients already", "53300");
    look();

    assertThat(watch.isAvailable()).isTrue();
  }

  @Test
  void firstFailureAsksAtOnceWhetherItIsAnOutage() {
    whenAsked = BROKEN;
    whenOpened = REFUSED;
    nanos.addAndGet(Duration.ofMillis(100).toNanos());

    assertThat(watch.explains(new DataAccessResourceFailureException("no", BROKEN))).isTrue();
    assertThat(watch.isAvailable()).isFalse();
  }

  @Test
  void failureOfAConnectionAloneIsExplainedByNothing() {
    nanos.addAndGet(Duration.ofMillis(100).toNanos());

    assertThat(watch.explains(new DataAccessResourceFailureException("no", BROKEN))).isFalse();
  }

  @Test
  void otherFailuresAreExplainedByNothingEvenInAnOutage() {
    whenAsked = BROKEN;
    whenOpened = REFUSED;
    look();

    assertThat(watch.explains(new IllegalStateException("odd"))).isFalse();
    assertThat(watch.explains(new SQLException("duplicate key", "23505"))).isFalse();
    assertThat(watch.explains(new SQLTransientConnectionException("timed out"))).isTrue();
    assertThat(watch.explains(new SQLException("Connection is closed"))).isTrue();
  }

  @Test
  void connectionsFromBeforeTheOutageAreExplainedForAMoment() {
    whenAsked = BROKEN;
    whenOpened = REFUSED;
    look();
    whenAsked = null;
    whenOpened = null;
    look();
    var stale = new SQLException("This connection has been closed", "08003");

    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(watch.explains(stale)).isTrue();
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(watch.explains(stale)).isFalse();
  }

  private Runnable afterOpening = () -> {};

  private void look() {
    nanos.addAndGet(Duration.ofMillis(250).toNanos());
    watch.look();
  }

  private void look(Runnable afterOpening) {
    this.afterOpening = afterOpening;
    look();
  }

  private Connection open() throws SQLException {
    if (whenOpened != null) throw whenOpened;
    afterOpening.run();
    return fake(
        Connection.class,
        name ->
            name.equals("createStatement")
                ? fake(Statement.class, called -> called.equals("execute") ? ask() : null)
                : null);
  }

  private Object ask() throws SQLException {
    if (whenAsked != null) throw whenAsked;
    return true;
  }

  @FunctionalInterface
  private interface Answer {
    @Nullable Object to(String method) throws SQLException;
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> answer.to(method.getName())));
  }
}
