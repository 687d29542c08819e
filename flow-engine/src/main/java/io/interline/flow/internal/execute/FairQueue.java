package io.interline.flow.internal.execute;

import io.interline.flow.FlowId;
import io.interline.tenant.Quotas.Load;
import io.interline.tenant.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Runs that wait for their turn. Tenants share the slots by the time that their runs hold them,
/// in proportion to their weights; a slot that one does not want goes to who has work. A flood of
/// one, or runs that compute for long, delay no other by more than a turn. The flows of one tenant
/// take turns. A tenant has no more runs under way than its plan allows, and one flow no more than
/// three quarters of them. Safe for many threads.
///
/// Deficit round robin (Shreedhar and Varghese, 1996), charged afterwards: a run is charged with
/// what runs of its flow took lately when it begins, and with the difference when it gives its slot
/// back. One decision looks at as many tenants as there are debts of a round to be worked off; as
/// each was paid for with a quantum of slot time, that is constant over time.
///
/// @param <R> a run
final class FairQueue<R> {

  /// Slot time that a tenant of weight one gets in a round.
  static final long QUANTUM = 5_000_000;

  private static final long FIRST_GUESS = 1_000_000;
  private static final long LEAST_CHARGE = 20_000;
  private static final long MOST_DEBT = 1_000_000_000;

  private final Function<TenantId, Share> shares;
  private final LongSupplier nanos;
  private final Map<TenantId, Tenant> tenants = new HashMap<>();
  private final Deque<Tenant> ring = new ArrayDeque<>();
  private long round;
  private int leftInRound;
  private int freeSlots;
  private int waiting;
  private int idleDebtors;

  /// @param slots runs that may be under way at once
  /// @param shares what a tenant is entitled to
  /// @param nanos a clock that never goes back
  FairQueue(int slots, Function<TenantId, Share> shares, LongSupplier nanos) {
    this.freeSlots = slots;
    this.shares = shares;
    this.nanos = nanos;
  }

  /// @param concurrency runs that it may have under way
  /// @param weight of its share of the slots' time
  record Share(int concurrency, int weight) {
    Share {
      if (concurrency < 1 || weight < 1) throw new IllegalArgumentException("nothing to share");
    }
  }

  synchronized void add(TenantId tenant, FlowId flow, R run) {
    waiting++;
    tenants.computeIfAbsent(tenant, Tenant::new).add(flow, run);
  }

  /// The run whose turn it is; it takes a slot. Absent when none may start now.
  synchronized @Nullable Turn next() {
    if (freeSlots <= 0) return null;
    while (!ring.isEmpty()) {
      var tenant = ring.element();
      if (tenant.deficit <= 0 && !tenant.earn()) {
        pass();
        continue;
      }
      var turn = tenant.next();
      if (turn == null) {
        ring.remove();
        tenant.leaveRing();
        tenant.forgetWhenIdle();
        passed();
        continue;
      }
      freeSlots--;
      waiting--;
      if (tenant.waiting == 0) {
        ring.remove();
        tenant.leaveRing();
        passed();
      } else if (tenant.deficit <= 0) pass();
      return turn;
    }
    if (idleDebtors > 0 && waiting == 0) forgive();
    return null;
  }

  /// Nobody waits, so nobody was kept from anything.
  private void forgive() {
    tenants.values().removeIf(tenant -> tenant.isIdle());
    idleDebtors = 0;
  }

  private void pass() {
    ring.add(ring.remove());
    passed();
  }

  private void passed() {
    if (--leftInRound > 0) return;
    round++;
    leftInRound = ring.size();
  }

  /// Takes out runs that wait.
  synchronized void removeIf(Predicate<R> gone) {
    for (var tenant : tenants.values()) waiting -= tenant.removeIf(gone);
  }

  /// Takes out runs that wait, to be under way at once, whatever the limits.
  synchronized List<Turn> takeOutOfTurn(Predicate<R> wanted) {
    var taken = new ArrayList<Turn>();
    for (var tenant : tenants.values()) tenant.takeOutOfTurn(wanted, taken);
    waiting -= taken.size();
    freeSlots -= taken.size();
    return taken;
  }

  synchronized int waiting() {
    return waiting;
  }

  synchronized int waiting(TenantId tenant) {
    var of = tenants.get(tenant);
    return of == null ? 0 : of.waiting;
  }

  synchronized int underWay(TenantId tenant) {
    var of = tenants.get(tenant);
    return of == null ? 0 : of.running;
  }

  /// What each tenant has; without those that have nothing.
  synchronized Map<TenantId, Load> loads() {
    var loads = new HashMap<TenantId, Load>();
    for (var tenant : tenants.values())
      if (tenant.running + tenant.waiting > 0)
        loads.put(tenant.id, new Load(tenant.running, tenant.waiting));
    return loads;
  }

  /// Lets all take turns again, for what a tenant is entitled to may have grown.
  synchronized void lookAgain() {
    for (var tenant : tenants.values()) {
      for (var flow : tenant.flows.values()) flow.takeTurns(tenant);
      tenant.enterRing();
    }
  }

  /// A run that has begun. It gives back its slot once, and is over once; more is of no effect.
  final class Turn {
    private final R run;
    private final Tenant tenant;
    private final Flow flow;
    private final long since = nanos.getAsLong();
    private final long charged;
    private boolean holdsSlot = true;
    private boolean isOver;

    private Turn(R run, Tenant tenant, Flow flow, long charged) {
      this.run = run;
      this.tenant = tenant;
      this.flow = flow;
      this.charged = charged;
    }

    R run() {
      return run;
    }

    /// It only waits now: it is still under way for its tenant, but others may work.
    ///
    /// @return whether it held a slot until now
    boolean giveSlotBack() {
      synchronized (FairQueue.this) {
        if (!holdsSlot) return false;
        holdsSlot = false;
        freeSlots++;
        long held = Math.max(LEAST_CHARGE, nanos.getAsLong() - since);
        tenant.deficit = Math.max(-MOST_DEBT, tenant.deficit - (held - charged));
        flow.usual += (held - flow.usual) / 8;
        tenant.usual = flow.usual;
        return true;
      }
    }

    /// It is over, or has left memory.
    void over() {
      synchronized (FairQueue.this) {
        giveSlotBack();
        if (isOver) return;
        isOver = true;
        tenant.over(flow);
      }
    }
  }

  private final class Tenant {
    private final TenantId id;
    private final Map<FlowId, Flow> flows = new HashMap<>();
    private final Queue<Flow> turnsOfFlows = new ArrayDeque<>();
    private int waiting;
    private int running;
    private boolean inRing;
    private long deficit;
    private long usual = FIRST_GUESS;
    private long leftIn = round;

    Tenant(TenantId id) {
      this.id = id;
    }

    private Share share() {
      return shares.apply(id);
    }

    void add(FlowId id, R run) {
      if (isIdle() && deficit < 0) idleDebtors--;
      var flow = flows.computeIfAbsent(id, name -> new Flow(name, usual));
      flow.runs.add(run);
      waiting++;
      flow.takeTurns(this);
      enterRing();
    }

    /// Debts are worked off while it is away too; nothing is saved up.
    private void enterRing() {
      if (inRing || waiting == 0) return;
      inRing = true;
      long earned = (round - leftIn) * QUANTUM * share().weight();
      deficit = Math.min(Math.max(0, deficit), deficit + earned);
      if (ring.isEmpty()) leftInRound = 1;
      else leftInRound++;
      ring.add(this);
    }

    private void leaveRing() {
      inRing = false;
      leftIn = round;
      deficit = Math.min(0, deficit);
    }

    /// @return whether it may begin a run
    boolean earn() {
      deficit += QUANTUM * share().weight();
      // Whoever has all to itself owes nothing to anybody.
      if (ring.size() == 1) deficit = Math.max(1, deficit);
      return deficit > 0;
    }

    @Nullable Turn next() {
      int limit = share().concurrency();
      if (running >= limit) return null;
      int ofOneFlow = limit - limit / 4;
      while (!turnsOfFlows.isEmpty()) {
        var flow = turnsOfFlows.remove();
        flow.takesTurns = false;
        if (flow.running >= ofOneFlow) continue;
        R run = flow.runs.poll();
        if (run == null) continue;
        flow.takeTurns(this);
        return begin(flow, run);
      }
      return null;
    }

    void over(Flow flow) {
      running--;
      flow.running--;
      flow.takeTurns(this);
      if (flow.running == 0 && flow.runs.isEmpty()) flows.remove(flow.id);
      enterRing();
      forgetWhenIdle();
    }

    boolean isIdle() {
      return running == 0 && waiting == 0 && !inRing;
    }

    /// Debts are remembered while others wait.
    void forgetWhenIdle() {
      if (!isIdle()) return;
      if (deficit < 0 && FairQueue.this.waiting > 0) idleDebtors++;
      else tenants.remove(id);
    }

    int removeIf(Predicate<R> gone) {
      int before = waiting;
      for (Iterator<Flow> each = flows.values().iterator(); each.hasNext(); ) {
        var flow = each.next();
        int size = flow.runs.size();
        flow.runs.removeIf(gone);
        waiting -= size - flow.runs.size();
        if (flow.runs.isEmpty() && flow.running == 0) {
          each.remove();
          turnsOfFlows.remove(flow);
        }
      }
      return before - waiting;
    }

    void takeOutOfTurn(Predicate<R> wanted, List<Turn> taken) {
      for (var flow : flows.values()) {
        var ofFlow = flow.runs.stream().filter(wanted).toList();
        flow.runs.removeAll(ofFlow);
        for (R run : ofFlow) taken.add(begin(flow, run));
      }
    }

    private Turn begin(Flow flow, R run) {
      flow.running++;
      running++;
      waiting--;
      deficit -= flow.usual;
      return new Turn(run, this, flow, flow.usual);
    }
  }

  private final class Flow {
    private final FlowId id;
    private final Queue<R> runs = new ArrayDeque<>();
    private long usual;
    private int running;
    private boolean takesTurns;

    Flow(FlowId id, long usual) {
      this.id = id;
      this.usual = usual;
    }

    void takeTurns(Tenant tenant) {
      if (takesTurns || runs.isEmpty()) return;
      takesTurns = true;
      tenant.turnsOfFlows.add(this);
    }
  }
}
