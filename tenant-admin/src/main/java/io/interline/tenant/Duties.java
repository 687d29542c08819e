package io.interline.tenant;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The work that the hub does again and again, and the threads that many share: each shows that it
/// is alive, and one that is silent for too long makes the hub unhealthy. Safe for many threads.
///
/// A loop registers once, and has its work [Duty#guarded]:
///
/// ```java
/// var duty = duties.register("replays");
/// thread.scheduleWithFixedDelay(duty.guarded(worker::work), 250, 250, MILLISECONDS);
/// …
/// duty.end();
/// ```
public final class Duties {

  private static final Logger LOG = LoggerFactory.getLogger(Duties.class);

  /// Longer than any statement may take, so that a database that hangs makes no duty look dead.
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(150);

  private final DatabaseStatus database;
  private final Runnable outOfMemory;
  private final LongSupplier nanos;
  private final Set<Sign> signs = ConcurrentHashMap.newKeySet();

  /// For what runs alone: nothing ends the process.
  public Duties() {
    this(DatabaseStatus.ALWAYS_AVAILABLE, () -> {}, System::nanoTime);
  }

  /// @param database tells which failures the log has already
  /// @param outOfMemory ends the process; called by the duty that meets an OutOfMemoryError
  /// @param nanos a monotonic clock
  public Duties(DatabaseStatus database, Runnable outOfMemory, LongSupplier nanos) {
    this.database = database;
    this.outOfMemory = outOfMemory;
    this.nanos = nanos;
  }

  /// A duty that has shown no life for too long.
  ///
  /// @param name of the duty
  /// @param silence since it was last seen alive
  public record Silent(String name, Duration silence) {}

  /// Work that comes again at least once a minute.
  public Duty register(String name) {
    return register(name, LONGEST_SILENCE);
  }

  /// @param longestSilence after which the duty counts as dead
  public Duty register(String name, Duration longestSilence) {
    var duty = new Duty(name, longestSilence);
    signs.add(duty);
    return duty;
  }

  /// A thread that lives as long as the hub, and may have nothing to do for long.
  ///
  /// @return to be called when it is to end
  public Runnable watch(Thread thread) {
    var watched = new Watched(thread);
    signs.add(watched);
    return () -> signs.remove(watched);
  }

  /// The dead, by name; none when all is well.
  public List<Silent> silent() {
    return signs.stream().flatMap(Sign::silent).sorted(Comparator.comparing(Silent::name)).toList();
  }

  private sealed interface Sign {
    Stream<Silent> silent();
  }

  private final class Watched implements Sign {
    private final Thread thread;
    private volatile long aliveAt = nanos.getAsLong();

    Watched(Thread thread) {
      this.thread = thread;
    }

    @Override
    public Stream<Silent> silent() {
      long now = nanos.getAsLong();
      if (thread.isAlive()) {
        aliveAt = now;
        return Stream.empty();
      }
      return Stream.of(new Silent(thread.getName(), Duration.ofNanos(now - aliveAt)));
    }
  }

  /// One duty.
  public final class Duty implements Sign {
    private final String name;
    private final long longestSilence;
    private volatile long seenAt = nanos.getAsLong();
    private volatile boolean failing;

    private Duty(String name, Duration longestSilence) {
      this.name = name;
      this.longestSilence = longestSilence.toNanos();
    }

    /// Shows that the duty is alive.
    public void beat() {
      seenAt = nanos.getAsLong();
    }

    /// The duty is over: its silence means nothing from now on.
    public void end() {
      signs.remove(this);
    }

    /// The same work, which survives whatever goes wrong in it: a failure is logged once, until the
    /// work succeeds again, and not at all when it belongs to an outage of the database. Only an
    /// OutOfMemoryError ends the process.
    public Runnable guarded(Runnable work) {
      return () -> {
        beat();
        try {
          work.run();
          succeeded();
        } catch (OutOfMemoryError e) {
          outOfMemory.run();
          throw e;
        } catch (Throwable e) {
          failed(e);
        } finally {
          beat();
        }
      };
    }

    private void succeeded() {
      if (!failing) return;
      failing = false;
      LOG.info("works again duty={}", name);
    }

    private void failed(Throwable e) {
      if (failing || database.explains(e)) return;
      failing = true;
      if (e instanceof Error) LOG.error("failed, and goes on duty={}", name, e);
      else LOG.warn("failed, and goes on duty={}: {}", name, e.toString());
    }

    @Override
    public Stream<Silent> silent() {
      long silence = nanos.getAsLong() - seenAt;
      return silence > longestSilence
          ? Stream.of(new Silent(name, Duration.ofNanos(silence)))
          : Stream.empty();
    }
  }
}
