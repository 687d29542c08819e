package io.interline.tenant;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Memory of this node that the data of tenants may take at one time: bodies while they arrive, and
/// the trees that are made of them, by [JsonWeight]. Whoever makes such a thing takes its memory
/// first, and waits when there is none; tenants that wait take turns. A tenant gets at most half of
/// the memory, and a quarter of all is only for what is small, so that large messages of one tenant
/// never hold up the everyday messages of others. Safe for many threads.
///
/// ```java
/// try (var charge = budget.open(tenant)) {
///   if (!charge.growTo(JsonWeight.of(body), Duration.ofSeconds(5))) throw busy();
///   …
/// }
/// ```
public final class MemoryBudget {

  /// What counts as small, in bytes of memory.
  static final long SMALL = 64 << 10;

  /// A part of the heap that leaves room for the hub itself, and for the copies that its work
  /// takes.
  private static final int PART_OF_HEAP = 4;

  private static final ScopedValue<Charge> CURRENT = ScopedValue.newInstance();

  private final long total;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TenantId, Account> accounts = new HashMap<>();
  private final Deque<Account> turns = new ArrayDeque<>();
  private long used;

  /// @param total in bytes
  public MemoryBudget(long total) {
    if (total < 4 * SMALL) throw new IllegalArgumentException("no budget: " + total);
    this.total = total;
  }

  /// A quarter of the heap of this process.
  public static MemoryBudget ofHeap() {
    return new MemoryBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /// One that nothing exhausts, for what needs none.
  public static MemoryBudget unlimited() {
    return new MemoryBudget(Long.MAX_VALUE / 8);
  }

  /// What the work of this thread is charged to; empty outside of [Charge#during].
  public static Optional<Charge> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /// Work that is charged.
  @FunctionalInterface
  public interface Work<T extends @Nullable Object, X extends Exception> {
    T run() throws X, InterruptedException;
  }

  /// A charge that has taken nothing yet.
  public Charge open(TenantId tenant) {
    return new Charge(tenant);
  }

  /// What is taken now, in bytes.
  public long used() {
    lock.lock();
    try {
      return used;
    } finally {
      lock.unlock();
    }
  }

  /// Whether a tenant has little left, so that what can be read again should not be kept for it.
  public boolean isScarce(TenantId tenant) {
    lock.lock();
    try {
      var account = accounts.get(tenant);
      return used > total / 2 || (account != null && account.used > total / 4);
    } finally {
      lock.unlock();
    }
  }

  /// The most that one charge counts for: larger things still have their turn, alone in the share
  /// of their tenant.
  private long counted(long bytes) {
    return Math.min(bytes, total / 2);
  }

  private boolean fits(Charge charge, Account account, long more, boolean small) {
    long ofAll = small ? total : total - total / 4;
    return used + more <= ofAll && account.used + more <= ofTenant(charge, account, small);
  }

  /// Those that grow bit by bit would all stand still when together they fill the share of their
  /// tenant: three quarters of it are for the one that began first, which is enough for the
  /// largest.
  private long ofTenant(Charge charge, Account account, boolean small) {
    if (small) return total - total / 4;
    return charge.taken == 0 || account.isFirst(charge) ? total / 2 : total / 8;
  }

  private void take(Account account, long more) {
    used += more;
    account.used += more;
  }

  /// Serves those who wait, one of each tenant in turn.
  private void serve() {
    boolean largeWaits = false;
    for (boolean served = true; served; ) {
      served = false;
      for (int left = turns.size(); left > 0; left--) {
        var account = turns.remove();
        var first = account.next();
        boolean fits =
            !(largeWaits && !first.small)
                && fits(first.charge, account, first.wanted(), first.small);
        if (fits) {
          account.waiting.remove(first);
          first.serve();
          served = true;
        } else if (!first.small
            && account.used + first.wanted() <= ofTenant(first.charge, account, false)) {
          // It waits for others, not for its own tenant: no other large thing goes before it.
          largeWaits = true;
        }
        if (!account.waiting.isEmpty()) turns.add(account);
      }
    }
  }

  private void forgetWhenIdle(Account account) {
    if (account.used == 0 && account.waiting.isEmpty()) accounts.remove(account.tenant);
  }

  /// Memory that one message, call or run has taken. Grown by one thread at a time; may be closed
  /// by any.
  public final class Charge implements AutoCloseable {

    private final TenantId tenant;
    private long taken;
    private boolean closed;

    private Charge(TenantId tenant) {
      this.tenant = tenant;
    }

    /// Does work whose memory is taken from this charge.
    public <T extends @Nullable Object, X extends Exception> T during(Work<T, X> work)
        throws X, InterruptedException {
      try {
        return ScopedValue.where(CURRENT, this).call(work::run);
      } catch (InterruptedException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        @SuppressWarnings("unchecked")
        var declared = (X) e;
        throw declared;
      }
    }

    /// Takes so much more, as [#growTo] does.
    public boolean grow(long more, Duration patience) throws InterruptedException {
      return growTo(taken() + more, patience);
    }

    /// What it holds, in bytes.
    public long taken() {
      lock.lock();
      try {
        return taken;
      } finally {
        lock.unlock();
      }
    }

    /// Takes memory until it holds so much in all.
    ///
    /// @param patience longest wait for others to give memory back
    /// @return false when there was none in time; it holds what it held before
    public boolean growTo(long bytes, Duration patience) throws InterruptedException {
      lock.lock();
      try {
        long more = counted(bytes) - taken;
        if (closed || more <= 0) return true;
        boolean small = bytes <= SMALL;
        var account = accounts.computeIfAbsent(tenant, Account::new);
        if (!small && taken > 0) account.growing.add(this);
        if ((small || turns.isEmpty()) && fits(this, account, more, small)) {
          take(account, more);
          taken += more;
          return true;
        }
        if (!patience.isPositive()) {
          forgetWhenIdle(account);
          return false;
        }
        return waitFor(account, new Waiting(this, counted(bytes), small), patience);
      } finally {
        lock.unlock();
      }
    }

    private boolean waitFor(Account account, Waiting waiting, Duration patience)
        throws InterruptedException {
      if (account.waiting.isEmpty()) turns.add(account);
      account.waiting.add(waiting);
      serve();
      try {
        long left = patience.toNanos();
        while (!waiting.served && left > 0) left = waiting.changed.awaitNanos(left);
        return waiting.served;
      } finally {
        if (!waiting.served) {
          account.waiting.remove(waiting);
          if (account.waiting.isEmpty()) turns.remove(account);
          forgetWhenIdle(account);
          serve();
        }
      }
    }

    /// Counts what is there already, without waiting: until others have given back, nobody gets
    /// more than there is.
    public void add(long bytes) {
      lock.lock();
      try {
        long more = counted(taken + bytes) - taken;
        if (closed || more <= 0) return;
        take(accounts.computeIfAbsent(tenant, Account::new), more);
        taken += more;
      } finally {
        lock.unlock();
      }
    }

    /// Gives memory back until it holds no more than so much.
    public void shrinkTo(long bytes) {
      lock.lock();
      try {
        giveBack(taken - Math.max(0, bytes));
      } finally {
        lock.unlock();
      }
    }

    /// It will not grow any more.
    public void settle() {
      lock.lock();
      try {
        stopGrowing();
      } finally {
        lock.unlock();
      }
    }

    private void stopGrowing() {
      var account = accounts.get(tenant);
      if (account != null && account.growing.remove(this) && !turns.isEmpty()) serve();
    }

    private void giveBack(long less) {
      if (less <= 0) return;
      taken -= less;
      used -= less;
      @Nullable Account account = accounts.get(tenant);
      if (account == null) throw new IllegalStateException("given back twice");
      account.used -= less;
      forgetWhenIdle(account);
      if (!turns.isEmpty()) serve();
    }

    /// Gives all back. More than once is of no effect.
    @Override
    public void close() {
      lock.lock();
      try {
        closed = true;
        stopGrowing();
        giveBack(taken);
      } finally {
        lock.unlock();
      }
    }
  }

  private static final class Account {
    private final TenantId tenant;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final LinkedHashSet<Charge> growing = new LinkedHashSet<>();
    private long used;

    Account(TenantId tenant) {
      this.tenant = tenant;
    }

    /// The one that grows longest, if it waits; else who has waited longest.
    Waiting next() {
      for (var one : waiting)
        if (!growing.isEmpty() && growing.getFirst().equals(one.charge)) return one;
      return waiting.element();
    }

    boolean isFirst(Charge charge) {
      return growing.isEmpty() || growing.getFirst().equals(charge);
    }
  }

  private final class Waiting {
    private final Charge charge;
    private final long bytes;
    private final boolean small;
    private final Condition changed = lock.newCondition();
    private boolean served;

    Waiting(Charge charge, long bytes, boolean small) {
      this.charge = charge;
      this.bytes = bytes;
      this.small = small;
    }

    long wanted() {
      return Math.max(0, bytes - charge.taken);
    }

    void serve() {
      long more = wanted();
      var account = accounts.get(charge.tenant);
      if (account == null) throw new IllegalStateException("nobody waits");
      take(account, more);
      charge.taken += more;
      served = true;
      changed.signal();
    }
  }
}
