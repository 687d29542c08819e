package io.interline.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a built-in server again when it has ended, whatever ended it: at once, and then with
/// growing pauses while it does not start. Gives up, and says so, when its files are gone or it has
/// failed for minutes; then only a restart of the hub tries again. A server that recovers for long
/// is left to it.
///
/// Takes the server over: nobody else may start, stop or close it.
public final class PostgresSupervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresSupervisor.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /// With the pauses between them about ten minutes.
  private static final int MOST_TRIES = 24;

  private final EmbeddedPostgres server;
  private final Thread thread;
  private volatile boolean closing;

  private PostgresSupervisor(EmbeddedPostgres server) {
    this.server = server;
    this.thread = Thread.ofPlatform().name("postgres-supervisor").daemon().start(this::watch);
  }

  /// Watches a running server until it is closed.
  public static PostgresSupervisor of(EmbeddedPostgres server) {
    return new PostgresSupervisor(server);
  }

  /// Stops watching, and then the server.
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
  }

  private void watch() {
    while (!closing) {
      LockSupport.parkNanos(LOOK.toNanos());
      if (closing || isThere()) continue;
      LOG.warn("the built-in PostgreSQL has ended, it is started again folder={}", base());
      if (!startAgain()) return;
    }
  }

  private boolean isThere() {
    try {
      return server.isRunning();
    } catch (IOException | RuntimeException e) {
      LOG.debug("cannot see the server", e);
      return false;
    }
  }

  /// @return whether it is to be watched on
  private boolean startAgain() {
    long began = System.nanoTime();
    var pause = Duration.ofMillis(250);
    for (int tries = 1; !closing; tries++) {
      try {
        server.restart();
        LOG.info(
            "the built-in PostgreSQL runs again tries={} took_ms={}",
            tries,
            Duration.ofNanos(System.nanoTime() - began).toMillis());
        return true;
      } catch (IOException | RuntimeException e) {
        // Its process is there: it recovers, and needs no help.
        if (closing || isThere()) return true;
        if (tries == MOST_TRIES || !server.folder().hasData()) return giveUp(tries, e);
        if (tries == 1)
          LOG.error(
              "the built-in PostgreSQL does not start, it is tried again: {}", e.getMessage());
      }
      LockSupport.parkNanos(pause.toNanos());
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
    return false;
  }

  private boolean giveUp(int tries, Exception why) {
    LOG.error(
        "the built-in PostgreSQL does not start and is not tried any more tries={} folder={}. Mend"
            + " the folder or bring it back from a copy, then start the hub again. {}",
        tries,
        base(),
        why.getMessage());
    return false;
  }

  private Object base() {
    return server.folder().base();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
