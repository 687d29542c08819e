package io.interline.flow.internal.ingest;

import io.interline.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Turns at work that only computes: so many at once, of which one tenant has its part. When more
/// want one, the next goes to the tenant whose turns have taken the least time since it began to
/// want them, so that many or long ones of a tenant delay no other by more than what is under way.
/// Without others a turn is there at once. After a long turn its tenant pauses for as long as it
/// took, so that half of the time at least is left to all other work of the hub.
/// Safe for many threads.
final class FairTurns {

  private final int ofTenant;
  private final long longFrom;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TenantId, Line> lines = new HashMap<>();
  private final TreeSet<Line> waiting =
      new TreeSet<>(
          Comparator.comparingLong((Line line) -> line.spent).thenComparing(Line::number));
  private int free;
  private long spent;
  private long numbers;

  /// @param atOnce turns under way
  /// @param ofTenant those that one tenant may have of them
  /// @param longFrom time from which on a turn is long
  /// @param nanos a clock that never goes back
  FairTurns(int atOnce, int ofTenant, Duration longFrom, LongSupplier nanos) {
    this.longFrom = longFrom.toNanos();
    this.free = atOnce;
    this.ofTenant = ofTenant;
    this.nanos = nanos;
  }

  /// Waits for a turn.
  ///
  /// @return absent when none came in time
  @Nullable Turn take(TenantId tenant, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      var line = lines.computeIfAbsent(tenant, _ -> new Line(numbers++));
      if (line.first.isEmpty()) line.spent = Math.max(line.spent, spent);
      if (free > 0 && mayBegin(line) && line.first.isEmpty()) return begin(tenant, line);
      var place = new Place(lock.newCondition());
      leave(line);
      line.first.add(place);
      enter(line);
      return await(tenant, line, place, patience);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Turn await(TenantId tenant, Line line, Place place, Duration patience)
      throws InterruptedException {
    try {
      long left = patience.toNanos();
      while (!place.called && left > 0) {
        long pause = Math.max(0, line.pausesUntil - nanos.getAsLong());
        long wait = pause > 0 && pause < left ? pause : left;
        left -= wait - Math.max(0, place.changed.awaitNanos(wait));
        if (place.called) break;
        // Its pause may be over.
        leave(line);
        enter(line);
        callNext();
      }
    } catch (InterruptedException e) {
      if (place.called) new Turn(tenant, line).close();
      else giveUp(tenant, line, place);
      throw e;
    }
    if (place.called) return new Turn(tenant, line);
    giveUp(tenant, line, place);
    return null;
  }

  private void giveUp(TenantId tenant, Line line, Place place) {
    leave(line);
    line.first.remove(place);
    enter(line);
    forgetWhenIdle(tenant, line);
  }

  private Turn begin(TenantId tenant, Line line) {
    free--;
    line.underWay++;
    return new Turn(tenant, line);
  }

  private void enter(Line line) {
    if (!line.first.isEmpty() && mayBegin(line)) waiting.add(line);
  }

  private boolean mayBegin(Line line) {
    return line.underWay < ofTenant
        && (line.pausesUntil == 0 || line.pausesUntil <= nanos.getAsLong());
  }

  private void leave(Line line) {
    waiting.remove(line);
  }

  private void callNext() {
    while (free > 0 && !waiting.isEmpty()) {
      var line = waiting.removeFirst();
      var place = line.first.remove();
      spent = Math.max(spent, line.spent);
      free--;
      line.underWay++;
      enter(line);
      place.called = true;
      place.changed.signal();
    }
  }

  private void forgetWhenIdle(TenantId tenant, Line line) {
    boolean pauses = line.pausesUntil != 0 && line.pausesUntil > nanos.getAsLong();
    if (line.underWay == 0 && line.first.isEmpty() && !pauses) lines.remove(tenant);
  }

  /// A turn under way, of one thread.
  final class Turn implements AutoCloseable {
    private final TenantId tenant;
    private final Line line;
    private final long began = nanos.getAsLong();

    private Turn(TenantId tenant, Line line) {
      this.tenant = tenant;
      this.line = line;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        leave(line);
        long now = nanos.getAsLong();
        long took = Math.max(0, now - began);
        line.spent += took;
        if (took > longFrom) line.pausesUntil = now + took;
        line.underWay--;
        free++;
        enter(line);
        callNext();
        forgetWhenIdle(tenant, line);
      } finally {
        lock.unlock();
      }
    }
  }

  /// Those of one tenant that wait.
  private static final class Line {
    private final long number;
    private final Deque<Place> first = new ArrayDeque<>();
    private int underWay;
    private long spent;
    private long pausesUntil;

    Line(long number) {
      this.number = number;
    }

    long number() {
      return number;
    }
  }

  private static final class Place {
    private final Condition changed;
    private boolean called;

    Place(Condition changed) {
      this.changed = changed;
    }
  }
}
