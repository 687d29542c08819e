package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.internal.execute.NotAccepting.Reason;
import io.interline.flow.internal.execute.Running.Message;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.isolation.Loop;
import io.interline.flow.internal.isolation.Member;
import io.interline.flow.internal.journal.Journal;
import io.interline.flow.internal.journal.JournalUnavailable;
import io.interline.flow.internal.journal.Notice;
import io.interline.flow.internal.journal.OrderKey;
import io.interline.flow.internal.journal.RunHeader;
import io.interline.flow.internal.journal.RunRef;
import io.interline.flow.internal.journal.Shards;
import io.interline.flow.internal.journal.StaleOwner;
import io.interline.flow.internal.journal.Write;
import io.interline.tenant.JsonWeight;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.Quotas;
import io.interline.tenant.Quotas.Load;
import io.interline.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;

/// The runs of this node: accepts them durably, starts each when its turn has come, takes up what
/// another node, or this one before a crash, left behind.
public final class Engine implements Ingest, Leases.Owner, Workshop.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Duration DURABLE_WITHIN = Duration.ofSeconds(15);
  private static final FairQueue.Share LEAST = new FairQueue.Share(1, 1);
  private static final int CROWDED = 20_000;
  private static final int DUE_AT_ONCE = 500;
  private static final int NOTICES_AT_ONCE = 500;

  private final Journal journal;
  private final Quotas quotas;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final EngineSettings settings;
  private final UUID node;
  private final EngineMeters meters;
  private final CallWatchdog watchdog;
  private final Patience durability = new Patience(DURABLE_WITHIN);
  private final Workshop workshop;
  private final MemoryBudget memory;
  private final Leases leases;
  private final FairQueue<Running> queue;
  private final Map<RunId, Running> running = new ConcurrentHashMap<>();
  private final Map<RunId, RunHeader> owed = new ConcurrentHashMap<>();
  private final AtomicLong bytesInMemory = new AtomicLong();
  private volatile boolean accepting;
  private final Map<RunId, CompletableFuture<Reply>> callers = new ConcurrentHashMap<>();
  private volatile boolean starting = true;
  private final KeyTurns turns;
  private final Isolation isolation;
  private volatile Map<TenantId, Integer> ordered = Map.of();
  private volatile Runnable wake = () -> {};
  private boolean dueLost;

  Engine(
      Journal journal,
      Shards shards,
      Quotas quotas,
      Workshop.Tools tools,
      EngineSettings settings) {
    this(journal, shards, quotas, tools, settings, new Isolation(tools.clock(), tools.meters()));
  }

  /// @param isolation keeps one run, key or tenant from stopping the loops of all
  Engine(
      Journal journal,
      Shards shards,
      Quotas quotas,
      Workshop.Tools tools,
      EngineSettings settings,
      Isolation isolation) {
    this.isolation = isolation;
    this.journal = journal;
    this.quotas = quotas;
    this.clock = tools.clock();
    this.ids = tools.ids();
    this.memory = tools.memory();
    this.settings = settings;
    this.queue = new FairQueue<>(settings.slots(), this::share, System::nanoTime);
    this.meters = new EngineMeters(tools.meters(), queue::waiting, running::size);
    this.node = ids.get();
    this.leases = new Leases(shards, node, settings.lease(), clock, this::oldest, this);
    // A call whose result cannot be kept had better wait.
    this.watchdog =
        new CallWatchdog(clock, () -> leases.areSafe() && journal.database().isAvailable());
    this.turns =
        new KeyTurns(
            journal,
            leases::held,
            header -> takeUpAll(Loop.ORDERING_KEYS, List.of(header), false),
            () -> wake.run(),
            isolation);
    this.workshop = new Workshop(journal, tools, watchdog, quotas, leases::areSafe, this);
  }

  @Override
  public Accepted take(NewMessage message, boolean listens)
      throws NotAccepting, InterruptedException {
    checkSpace(message.tenant());
    var run = newRun(message);
    var id = run.header().ref().id();
    var reply = listens ? new CompletableFuture<Reply>() : null;
    if (reply != null) callers.put(id, reply);
    try {
      var kept = message.terms().mayBeTwice() ? keepOnce(run, message) : keep(run, message);
      if (!kept.equals(id)) callers.remove(id);
      // Only what this node begins at once stays in memory.
      if (!kept.equals(id) || run.header().orderKey() != null) letGoOfMessage(run);
      return new Accepted(kept, kept.equals(id), kept.equals(id) ? reply : null);
    } catch (NotAccepting | InterruptedException | RuntimeException e) {
      callers.remove(id);
      throw e;
    }
  }

  private RunId keepOnce(Running run, NewMessage message) throws NotAccepting {
    var terms = message.terms();
    String of = "/" + message.flow() + "/" + message.environment().id() + "/";
    var keys = new ArrayList<Journal.Key>(2);
    if (terms.dedupeKey() != null)
      keys.add(new Journal.Key("message" + of + terms.dedupeKey(), terms.window()));
    var request = terms.request();
    if (request != null)
      keys.add(new Journal.Key("request" + of + request.key(), request.window()));
    return keepOnce(keys, run, message, null);
  }

  /// Returns when it is durable.
  private RunId keep(Running run, NewMessage message) throws NotAccepting, InterruptedException {
    var durable = journal.submit(new Write.Accept(run.header(), message.bytes()));
    try {
      durability.await(durable);
    } catch (TimeoutException | InterruptedException e) {
      // It may become durable yet, and is worked on then.
      durable.whenComplete((_, failure) -> settle(run, failure));
      if (e instanceof InterruptedException interrupted) throw interrupted;
      throw new NotAccepting(Reason.JOURNAL_SLOW);
    } catch (ExecutionException e) {
      forget(run);
      if (e.getCause() instanceof StaleOwner) throw new NotAccepting(Reason.NOT_READY);
      if (e.getCause() instanceof JournalUnavailable) throw new NotAccepting(Reason.JOURNAL_SLOW);
      throw new IllegalStateException("the message was not kept", e);
    }
    settle(run, null);
    return run.header().ref().id();
  }

  @Override
  public RunId acceptOnce(String key, NewMessage message) throws NotAccepting {
    return acceptOnce(key, message, null);
  }

  @Override
  public RunId takeOver(String key, NewMessage message, TakenOver from) throws NotAccepting {
    return acceptOnce(key, message, from);
  }

  private RunId acceptOnce(String key, NewMessage message, @Nullable TakenOver from)
      throws NotAccepting {
    checkRoom(message.tenant());
    return keepOnce(List.of(new Journal.Key(key, null)), newRun(message, from), message, from);
  }

  private RunId keepOnce(
      List<Journal.Key> keys, Running run, NewMessage message, @Nullable TakenOver from)
      throws NotAccepting {
    var id = run.header().ref().id();
    byte[] entries = from == null ? null : from.entries();
    try {
      var accept = new Write.Accept(run.header(), message.bytes());
      var accepted = journal.acceptOnce(keys, accept, entries);
      if (accepted.equals(id)) settle(run, null);
      else forget(run);
      return accepted;
    } catch (StaleOwner e) {
      forget(run);
      throw new NotAccepting(Reason.NOT_READY);
    } catch (NestedRuntimeException e) {
      // Kept or not: it is looked for, and worked on when it is there.
      if (!journal.database().explains(e))
        LOG.warn("message may not be kept run={}: {}", id, e.getMessage());
      var order = run.header().order();
      if (order == null) owed(run);
      else turns.came(order);
      throw new NotAccepting(Reason.JOURNAL_SLOW);
    }
  }

  @Override
  public OptionalInt acceptAll(Map<String, NewMessage> messages, BooleanSupplier alongside)
      throws NotAccepting {
    var runs = new LinkedHashMap<String, Running>();
    var accepts = new LinkedHashMap<String, Write.Accept>();
    var refused = new HashSet<RunId>();
    try {
      for (var message : messages.entrySet()) {
        checkRoom(message.getValue().tenant());
        var run = newRun(message.getValue());
        runs.put(message.getKey(), run);
        var why = message.getValue().terms().refused();
        if (why != null) refused.add(run.header().ref().id());
        accepts.put(
            message.getKey(), new Write.Accept(run.header(), message.getValue().bytes(), why));
      }
      var accepted = journal.acceptAll(accepts, alongside);
      for (var run : runs.values())
        if (accepted.isPresent()
            && accepted.get().contains(run.header().ref().id())
            && !refused.contains(run.header().ref().id())) settle(run, null);
        else forget(run);
      return accepted.isPresent() ? OptionalInt.of(accepted.get().size()) : OptionalInt.empty();
    } catch (StaleOwner e) {
      runs.values().forEach(this::forget);
      throw new NotAccepting(Reason.NOT_READY);
    } catch (NotAccepting e) {
      runs.values().forEach(this::forget);
      throw e;
    } catch (RuntimeException e) {
      // Kept or not: they are looked for, and worked on when they are there.
      runs.values().forEach(this::owed);
      throw e;
    }
  }

  /// What a run of this node does now; empty for one that is not in its memory.
  public Optional<Runs.Status> statusOf(RunId id) {
    var run = running.get(id);
    if (run == null) return Optional.empty();
    var task = run.task();
    if (task == null) return Optional.of(Runs.Status.QUEUED);
    return Optional.of(task.status());
  }

  /// Whether it takes messages.
  public boolean isAccepting() {
    return accepting && !leases.held().isEmpty();
  }

  void start() {
    accepting = true;
    starting = false;
  }

  /// Renews leases, and takes up what comes with new ones. To be called every second or two.
  void keepLeases() {
    leases.keep();
    ordered = journal.ordered(leases.held().keySet());
  }

  /// Tells other nodes what tenants have here, and begins what may begin by what they tell. To be
  /// called every second.
  void exchangeLoads() {
    var here = queue.loads();
    ordered.forEach((tenant, waiting) -> here.merge(tenant, new Load(0, waiting), Load::plus));
    quotas.exchange(node, here);
    queue.lookAgain();
    dispatch();
  }

  /// Takes up runs whose wait is over. To be called every second.
  void takeUpDue() {
    if (!accepting) return;
    takeUpOwed();
    var shards = leases.held();
    boolean again = dueLost;
    if (again) journal.untakeDue(shards);
    // Taken or not, when no answer comes.
    dueLost = true;
    var due = journal.takeDue(shards, Duration.ofSeconds(1), DUE_AT_ONCE);
    dueLost = false;
    var unfinished =
        again ? due.stream().filter(each -> journal.isUnfinished(each.ref())).toList() : due;
    takeUpAll(Loop.DUE_RUNS, unfinished, true);
  }

  /// Tells runs what was told to them, and begins those whose turn has come. To be called several
  /// times a second, and after something was told.
  void takeUpNotices() {
    if (!accepting) return;
    List<Notice> notices;
    UUID last = null;
    do {
      notices = journal.notices(leases.held(), last, NOTICES_AT_ONCE);
      hand(notices);
      if (!notices.isEmpty()) last = notices.getLast().id();
    } while (notices.size() == NOTICES_AT_ONCE);
    turns.look();
  }

  private void hand(List<Notice> notices) {
    journal.discard(notices.stream().filter(Notice::ended).toList());
    var absent = new LinkedHashMap<RunId, Running>();
    var cancelled = new HashSet<Running>();
    var open = notices.stream().filter(notice -> !notice.ended()).toList();
    isolation.each(Loop.NOTICES, open, Notice::member, notice -> hand(notice, absent, cancelled));
    journal.take(absent.values().stream().map(run -> run.header().ref()).toList());
    isolation.each(Loop.NOTICES, absent.values(), run -> run.header().member(), this::takeUp);
    // What is to end needs no turn of its own.
    if (!cancelled.isEmpty() && accepting)
      queue.takeOutOfTurn(cancelled::contains).forEach(this::start);
  }

  private void hand(Notice notice, Map<RunId, Running> absent, Set<Running> cancelled) {
    var id = notice.run().ref().id();
    var run = running.get(id);
    if (run == null) {
      run = absent.computeIfAbsent(id, _ -> known(notice.run(), true));
      run.keep(notice);
    } else {
      workshop.tell(run, notice);
    }
    if (notice.kind() == Notice.Kind.CANCEL && run.task() == null) cancelled.add(run);
  }

  /// Something was told to a run, here or elsewhere.
  public void lookForNotices() {
    wake.run();
  }

  /// @param wake looks for notices soon, on another thread
  void wakeBy(Runnable wake) {
    this.wake = wake;
  }

  /// To be called several times a second.
  void look() {
    watchdog.look();
    if (journal.database().isAvailable()) durability.look();
    else durability.giveUp();
  }

  /// Takes no more messages, lets runs under way come to an end for a while, then lets go of them.
  void drain() {
    accepting = false;
    long until = System.nanoTime() + settings.drain().toNanos();
    while (workshop.isBusy() && System.nanoTime() < until)
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    workshop.stopAll(running.values());
    journal.close();
    leave();
  }

  /// While the database is away there is nothing to leave: others take the shards over when it is
  /// back.
  private void leave() {
    try {
      leases.leave();
    } catch (RuntimeException e) {
      if (!journal.database().explains(e)) throw e;
    }
  }

  @Override
  public void gained(Map<Integer, Long> shards) {
    var unfinished = journal.unfinished(shards);
    takeUpAll(Loop.TAKE_OVER, unfinished, false);
    turns.gained(shards.keySet());
    if (!unfinished.isEmpty()) LOG.info("runs taken up count={}", unfinished.size());
  }

  @Override
  public void lost(Set<Integer> shards) {
    turns.lost(shards);
    queue.removeIf(run -> shards.contains(run.header().ref().shard()) && forget(run));
    for (var run : running.values())
      if (shards.contains(run.header().ref().shard())) workshop.stop(run);
  }

  @Override
  public void idles(Running run) {
    var turn = run.turn();
    if (turn != null && turn.giveSlotBack()) dispatch();
  }

  @Override
  public void retried() {
    meters.retries.increment();
  }

  /// The run does nothing more here.
  @Override
  public void over(Running run) {
    var turn = run.turn();
    if (turn != null) turn.over();
    dispatch();
  }

  @Override
  public void ended(Running run, Runs.Status how, CompletableFuture<@Nullable Void> durable) {
    durable.whenComplete(
        (_, failure) -> {
          over(run, how, failure == null);
          if (failure != null) return;
          meters.ended(how, Duration.between(run.header().acceptedAt(), clock.instant()));
        });
  }

  @Override
  public void failed(Running run, RuntimeException why) {
    if (!Isolation.isOfAll(why)) isolation.failed(Loop.RUNS_PUT_BACK, run.header().member(), why);
    owed(run);
  }

  @Override
  public void forgotten(Running run) {
    worked(run);
    forget(run);
    silent(run, false);
  }

  @Override
  public void responded(Running run, JsonNode answer) {
    var caller = callers.remove(run.header().ref().id());
    if (caller != null) caller.complete(new Reply.Answered(answer));
  }

  @Override
  public void started(Write.Accept callee) {
    meters.accepted.increment();
    takeUp(callee.header(), false);
  }

  @Override
  public void told() {
    wake.run();
  }

  private void owed(Running run) {
    var header = run.header();
    owed.put(header.ref().id(), header);
    forget(run);
  }

  /// Tries again what could not be worked on when the database was away.
  private void takeUpOwed() {
    for (var header : owed.values()) {
      if (!isolation.isQuiet() && !isolation.isDue(Loop.RUNS_PUT_BACK, header.member())) continue;
      try {
        takeUpOwed(header);
      } catch (RuntimeException e) {
        if (Isolation.isOfAll(e)) throw e;
        isolation.failed(Loop.RUNS_PUT_BACK, header.member(), e);
      }
    }
  }

  private void takeUpOwed(RunHeader header) {
    var ref = header.ref();
    boolean ours = Long.valueOf(ref.epoch()).equals(leases.held().get(ref.shard()));
    boolean due = ours && journal.isUnfinished(ref);
    owed.remove(ref.id());
    if (due) takeUp(header, false);
  }

  /// One that cannot be taken up is tried again, while all others begin.
  private void takeUpAll(Loop loop, List<RunHeader> headers, boolean waited) {
    var left = isolation.each(loop, headers, RunHeader::member, header -> takeUp(header, waited));
    for (var header : left) owed.put(header.ref().id(), header);
  }

  @Override
  public void checkRoom(TenantId tenant) throws NotAccepting {
    var month = quotas.month(tenant);
    if (month.usedUp()) throw new NotAccepting(Reason.MONTH_USED_UP, month.left(clock.instant()));
    checkSpace(tenant);
  }

  /// Of a message from outside the month has been asked, and counts it already.
  private void checkSpace(TenantId tenant) throws NotAccepting {
    if (!accepting || starting) throw new NotAccepting(Reason.NOT_READY);
    if (!journal.database().isAvailable()) throw new NotAccepting(Reason.JOURNAL_SLOW);
    int waiting = waiting(tenant) + quotas.elsewhere(tenant).waiting();
    if (waiting >= quotas.plan(tenant).backlog()) throw new NotAccepting(Reason.BACKLOG_FULL);
    if (journal.pending() > CROWDED) throw new NotAccepting(Reason.JOURNAL_SLOW);
  }

  private int waiting(TenantId tenant) {
    return queue.waiting(tenant) + ordered.getOrDefault(tenant, 0);
  }

  private FairQueue.Share share(TenantId tenant) {
    try {
      var share = quotas.share(tenant);
      if (!isolation.isQuiet()) isolation.succeeded(Loop.FAIR_QUEUE, member(tenant));
      return new FairQueue.Share(Math.max(1, share.concurrentRuns()), Math.max(1, share.weight()));
    } catch (RuntimeException e) {
      // Its runs begin one by one, and no other tenant waits for that.
      if (!Isolation.isOfAll(e)) isolation.failed(Loop.FAIR_QUEUE, member(tenant), e);
      return LEAST;
    }
  }

  private static Member member(TenantId tenant) {
    return Member.of("tenant", tenant, tenant);
  }

  /// What a tenant has in all nodes; of the others, as they told a moment ago.
  public Load load(TenantId tenant) {
    return new Load(queue.underWay(tenant), waiting(tenant)).plus(quotas.elsewhere(tenant));
  }

  private Running newRun(NewMessage message) throws NotAccepting {
    return newRun(message, null);
  }

  private Running newRun(NewMessage message, @Nullable TakenOver from) throws NotAccepting {
    var id = new RunId(ids.get());
    var header =
        new RunHeader(
            place(message, id),
            message.flow(),
            message.version(),
            message.environment(),
            message.title(),
            clock.instant(),
            message.replayOf(),
            from == null ? null : new RunHeader.Link(null, null, from.depth(), from.origin()),
            message.terms().orderKey());
    int bytes = message.bytes().length;
    var charge = message.memory();
    if (charge == null) {
      charge = memory.open(message.tenant());
      // One with an ordering key does not stay in memory.
      if (header.orderKey() == null) charge.add(JsonWeight.of(message.bytes()));
    }
    var run = new Running(header, new Message(message.tree(), bytes), charge, from != null, false);
    // One that takes turns is begun by the owner of its key, when its turn has come.
    if (header.orderKey() != null) return run;
    bytesInMemory.addAndGet(bytes);
    running.put(id, run);
    return run;
  }

  private RunRef place(NewMessage message, RunId id) throws NotAccepting {
    String key = message.terms().orderKey();
    if (key != null) {
      int shard =
          new OrderKey(message.tenant(), message.flow(), message.environment(), key).shard();
      return new RunRef(message.tenant(), id, shard, leases.held().getOrDefault(shard, 0L));
    }
    Integer shard = leases.shardFor(id);
    Long epoch = shard == null ? null : leases.held().get(shard);
    if (shard == null || epoch == null) throw new NotAccepting(Reason.NOT_READY);
    return new RunRef(message.tenant(), id, shard, epoch);
  }

  private void settle(Running run, @Nullable Throwable failure) {
    if (failure != null) {
      forget(run);
      return;
    }
    meters.accepted.increment();
    var order = run.header().order();
    if (order != null) {
      if (run.header().ref().epoch() > 0) turns.came(order);
      return;
    }
    if (bytesInMemory.get() > settings.backlogBytes()
        || memory.isScarce(run.header().ref().tenant())) letGoOfMessage(run);
    enqueue(run);
  }

  private void takeUp(RunHeader header, boolean waited) {
    takeUp(known(header, waited));
  }

  private Running known(RunHeader header, boolean waited) {
    return new Running(header, null, memory.open(header.ref().tenant()), true, waited);
  }

  private void takeUp(Running run) {
    if (running.putIfAbsent(run.header().ref().id(), run) == null) enqueue(run);
  }

  private void enqueue(Running run) {
    queue.add(run.header().ref().tenant(), run.header().flow(), run);
    dispatch();
  }

  private void dispatch() {
    if (!accepting) return;
    for (var turn = queue.next(); turn != null; turn = queue.next()) start(turn);
  }

  private void start(FairQueue<Running>.Turn turn) {
    turn.run().begin(turn);
    workshop.start(turn.run());
  }

  private void over(Running run, Runs.Status how, boolean kept) {
    forget(run);
    worked(run);
    silent(run, how == Runs.Status.DEAD);
    var order = run.header().order();
    if (order != null && kept) turns.over(order);
  }

  /// It failed before, perhaps, and does not any more.
  private void worked(Running run) {
    if (!isolation.isQuiet()) isolation.succeeded(Loop.RUNS_PUT_BACK, run.header().member());
  }

  private void silent(Running run, boolean died) {
    var caller = callers.remove(run.header().ref().id());
    if (caller != null) caller.complete(new Reply.Silent(died));
  }

  private boolean forget(Running run) {
    if (!running.remove(run.header().ref().id(), run)) return true;
    letGoOfMessage(run);
    run.memory().close();
    return true;
  }

  private void letGoOfMessage(Running run) {
    var message = run.takeMessage();
    if (message == null) return;
    run.memory().shrinkTo(0);
    // One with an ordering key was never counted.
    if (run.header().orderKey() == null) bytesInMemory.addAndGet(-message.bytes());
  }

  private @Nullable RunId oldest() {
    RunId oldest = null;
    for (var run : running.values()) {
      var id = run.header().ref().id();
      if (!run.waited() && (oldest == null || id.compareTo(oldest) < 0)) oldest = id;
    }
    for (var id : owed.keySet()) if (oldest == null || id.compareTo(oldest) < 0) oldest = id;
    return oldest;
  }
}
