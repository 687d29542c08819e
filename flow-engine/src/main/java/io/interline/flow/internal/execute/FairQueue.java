package io.interline.flow.internal.execute;

import io.interline.flow.FlowId;
import io.interline.tenant.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Runs that wait for their turn. Tenants take turns, and the flows of one tenant too, so that a
/// flood of one delays no other; a tenant has no more runs under way than its plan allows, and one
/// flow no more than three quarters of them. Safe for many threads.
///
/// @param <R> a run
final class FairQueue<R> {

  private final ToIntFunction<TenantId> concurrency;
  private final Map<TenantId, Tenant> tenants = new HashMap<>();
  private final Queue<Tenant> turns = new ArrayDeque<>();
  private int freeSlots;
  private int waiting;

  /// @param slots runs that may be under way at once
  /// @param concurrency runs that a tenant may have under way
  FairQueue(int slots, ToIntFunction<TenantId> concurrency) {
    this.freeSlots = slots;
    this.concurrency = concurrency;
  }

  synchronized void add(TenantId tenant, FlowId flow, R run) {
    waiting++;
    tenants.computeIfAbsent(tenant, Tenant::new).add(flow, run);
  }

  /// The run whose turn it is; it takes a slot. Absent when none may start now.
  synchronized @Nullable R next() {
    if (freeSlots <= 0) return null;
    for (int tries = turns.size(); tries > 0; tries--) {
      var tenant = turns.remove();
      R run = tenant.next();
      if (tenant.waiting > 0) turns.add(tenant);
      else tenant.hasTurn = false;
      if (run == null) continue;
      freeSlots--;
      waiting--;
      return run;
    }
    return null;
  }

  /// A run that holds no slot any more is still under way for its tenant.
  synchronized void giveSlotBack() {
    freeSlots++;
  }

  /// A run is over, or has left memory.
  synchronized void done(TenantId tenant, FlowId flow) {
    var of = tenants.get(tenant);
    if (of == null) throw new IllegalStateException("nothing under way for tenant " + tenant);
    of.done(flow);
    if (of.isIdle()) tenants.remove(tenant);
  }

  /// Takes out runs that wait.
  synchronized void removeIf(Predicate<R> gone) {
    for (var tenant : tenants.values()) waiting -= tenant.removeIf(gone);
  }

  /// Takes out runs that wait, to be under way at once, whatever the limits.
  synchronized List<R> takeOutOfTurn(Predicate<R> wanted) {
    var taken = new ArrayList<R>();
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

  private final class Tenant {
    private final TenantId id;
    private final Map<FlowId, Flow> flows = new HashMap<>();
    private final Queue<Flow> turnsOfFlows = new ArrayDeque<>();
    private int waiting;
    private int running;
    private boolean hasTurn;

    Tenant(TenantId id) {
      this.id = id;
    }

    void add(FlowId id, R run) {
      var flow = flows.computeIfAbsent(id, _ -> new Flow());
      flow.runs.add(run);
      waiting++;
      if (flow.runs.size() == 1) turnsOfFlows.add(flow);
      if (hasTurn) return;
      hasTurn = true;
      turns.add(this);
    }

    @Nullable R next() {
      int limit = concurrency.applyAsInt(id);
      if (running >= limit) return null;
      int ofOneFlow = limit - limit / 4;
      for (int tries = turnsOfFlows.size(); tries > 0; tries--) {
        var flow = turnsOfFlows.remove();
        R run = flow.running < ofOneFlow ? flow.runs.poll() : null;
        if (!flow.runs.isEmpty()) turnsOfFlows.add(flow);
        if (run == null) continue;
        flow.running++;
        running++;
        waiting--;
        return run;
      }
      return null;
    }

    void done(FlowId id) {
      running--;
      var flow = flows.get(id);
      if (flow == null) return;
      flow.running--;
      if (flow.running == 0 && flow.runs.isEmpty()) flows.remove(id);
    }

    int removeIf(Predicate<R> gone) {
      int before = waiting;
      for (Iterator<Flow> each = turnsOfFlows.iterator(); each.hasNext(); ) {
        var flow = each.next();
        int size = flow.runs.size();
        flow.runs.removeIf(gone);
        waiting -= size - flow.runs.size();
        if (flow.runs.isEmpty()) each.remove();
      }
      return before - waiting;
    }

    void takeOutOfTurn(Predicate<R> wanted, List<R> taken) {
      for (Iterator<Flow> each = turnsOfFlows.iterator(); each.hasNext(); ) {
        var flow = each.next();
        var ofFlow = flow.runs.stream().filter(wanted).toList();
        flow.runs.removeAll(ofFlow);
        flow.running += ofFlow.size();
        running += ofFlow.size();
        waiting -= ofFlow.size();
        taken.addAll(ofFlow);
        if (flow.runs.isEmpty()) each.remove();
      }
    }

    boolean isIdle() {
      return running == 0 && waiting == 0 && !hasTurn;
    }
  }

  private final class Flow {
    private final Queue<R> runs = new ArrayDeque<>();
    private int running;
  }
}
