package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.Runs;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.Event;
import io.interline.flow.internal.core.RunLogic;
import io.interline.flow.internal.core.Transition;
import io.interline.flow.internal.execute.StepRunner.Job;
import io.interline.flow.internal.journal.Ending;
import io.interline.flow.internal.journal.EntryCodec;
import io.interline.flow.internal.journal.Journal;
import io.interline.flow.internal.journal.Journal.StoredRun;
import io.interline.flow.internal.journal.JournalUnavailable;
import io.interline.flow.internal.journal.Notice;
import io.interline.flow.internal.journal.PartOrigin;
import io.interline.flow.internal.journal.RunHeader;
import io.interline.flow.internal.journal.RunRef;
import io.interline.flow.internal.journal.Side;
import io.interline.flow.internal.journal.StaleOwner;
import io.interline.flow.internal.journal.Write;
import io.interline.flow.internal.message.MessageReader;
import io.interline.flow.internal.plan.ErrorClass;
import io.interline.flow.internal.plan.Plan;
import io.interline.flow.internal.plan.Plans;
import io.interline.tenant.JsonWeight;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.Quotas;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where runs are worked on, each on virtual threads of its own.
final class Workshop {

  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

  /// What a byte of everyday JSON weighs in memory.
  private static final int GUESS = 8;

  private static final Duration MEMORY_WITHIN = Duration.ofSeconds(30);

  private final Journal journal;
  private final Tools tools;
  private final CallWatchdog watchdog;
  private final Quotas quotas;
  private final BooleanSupplier mayWork;
  private final Listener listener;
  private final EntryCodec codec;
  private final AtomicInteger busy = new AtomicInteger();

  /// What every part of the engine needs.
  record Tools(
      Plans plans,
      StepRunner steps,
      MessageReader messages,
      Clock clock,
      Supplier<UUID> ids,
      MeterRegistry meters,
      MemoryBudget memory,
      int itemsInRun) {}

  /// Told of what becomes of runs.
  interface Listener {

    /// It only waits for now: for a call that takes long, or for its next try.
    void idles(Running run);

    void retried();

    /// Its end is handed to the journal.
    void ended(Running run, Runs.Status how, CompletableFuture<@Nullable Void> durable);

    /// It need not be kept in memory any more.
    void forgotten(Running run);

    /// It could not be worked on, and is taken up again after a while.
    void failed(Running run, RuntimeException why);

    /// Nothing is done for it any more; called once for each run that was started.
    void over(Running run);

    /// The caller who sent its message gets an answer.
    void responded(Running run, JsonNode answer);

    /// A run that it calls is durable.
    void started(Write.Accept callee);

    /// Another run has a notice.
    void told();
  }

  /// @param mayWork whether no other node can have taken over
  Workshop(
      Journal journal,
      Tools tools,
      CallWatchdog watchdog,
      Quotas quotas,
      BooleanSupplier mayWork,
      Listener listener) {
    this.journal = journal;
    this.tools = tools;
    this.watchdog = watchdog;
    this.quotas = quotas;
    this.mayWork = mayWork;
    this.listener = listener;
    this.codec = new EntryCodec();
  }

  boolean isBusy() {
    return busy.get() > 0;
  }

  void start(Running run) {
    busy.incrementAndGet();
    Thread.ofVirtual().name("run-" + run.header().ref().id()).start(() -> work(run));
  }

  /// Tells a run something; a run that has not begun is told when it does.
  void tell(Running run, Notice notice) {
    var task = run.task();
    if (task == null) {
      run.keep(notice);
      return;
    }
    try {
      var plan = plan(run.header());
      task.tell(notice.id(), eventOf(plan, notice));
    } catch (Plans.UnknownPlan | NoSuchElementException e) {
      LOG.warn("notice of no use run={}: {}", run.header().ref().id(), e.getMessage());
      journal.discard(List.of(notice));
    }
  }

  private Event eventOf(Plan plan, Notice notice) {
    var data = tools.messages().reread(notice.data());
    return switch (notice.kind()) {
      case ANSWER ->
          new Event.Answered(
              EntryCodec.spot(plan, notice.step(), notice.turns()), tools.clock().instant(), data);
      case CANCEL ->
          new Event.CancelAsked(
              tools.clock().instant(), data.path("reason").asText(), data.path("undo").asBoolean());
    };
  }

  private Plan plan(RunHeader header) {
    return tools.plans().of(header.ref().tenant(), header.flow(), header.version());
  }

  void stop(Running run) {
    var task = run.task();
    if (task != null) task.stop();
  }

  void stopAll(Collection<Running> runs) {
    runs.forEach(this::stop);
  }

  private void work(Running run) {
    boolean handedOver = false;
    try {
      handedOver = prepareAndWork(run);
    } catch (RuntimeException e) {
      if (!journal.database().explains(e))
        LOG.warn("run put back run={}: {}", run.header().ref().id(), e.toString());
      listener.failed(run, e);
    } finally {
      if (!handedOver) finish(run);
    }
  }

  private void finish(Running run) {
    busy.decrementAndGet();
    listener.over(run);
  }

  /// @return whether a task took over, which says itself when it is over
  private boolean prepareAndWork(Running run) {
    var header = run.header();
    Plan plan;
    try {
      plan = plan(header);
    } catch (Plans.UnknownPlan e) {
      endUnplanned(run, String.valueOf(e.getMessage()));
      return false;
    }
    var message = run.message();
    var stored = run.known() || message == null ? read(run) : null;
    JsonNode tree =
        message != null
            ? message.tree()
            : tools.messages().reread(Objects.requireNonNull(stored).payload());
    int bytes = message != null ? message.bytes() : stored == null ? 0 : stored.payload().length;
    int parts = stored == null ? 0 : stored.parts().size();
    boolean waited = stored != null && stored.waited();
    var recorder =
        new JournalRecorder(
            journal,
            codec,
            plan,
            header,
            tree,
            tools.clock(),
            parts,
            waited,
            mayWork,
            new Told(run));
    var begun = header.isPart() ? part(header, plan, tree) : RunLogic.begin(plan, tree);
    var state = begun.state();
    var effects = begun.effects();
    int taken = 0;
    if (stored != null && parts > 0) {
      var entries = codec.read(plan, stored.parts());
      taken = tries(header, stored.parts());
      state = RunLogic.fold(state, entries);
      effects = RunLogic.resume(state);
    }
    var limits = quotas.plan(header.ref().tenant());
    var allowance = new RunTask.Allowance(limits.maxSteps(), limits.title(), taken);
    var task =
        new RunTask(
            plan, job(run, bytes), state, tools.steps(), tools.clock(), recorder, allowance);
    run.start(task);
    // One that waits for the turn of its key has not begun either.
    boolean fresh = !run.known() || (parts == 0 && header.order() != null);
    task.work(effects, toldBefore(run, plan, fresh));
    return true;
  }

  /// Reads a run once there is memory for it. What it will weigh is only known afterwards.
  private StoredRun read(Running run) {
    var ref = run.header().ref();
    boolean isKnown = !run.known() && run.messageBytes() >= 0;
    long bytes = isKnown ? run.messageBytes() : journal.size(ref);
    try {
      if (!run.memory().growTo(GUESS * bytes, Duration.ZERO)) {
        listener.idles(run);
        if (!run.memory().growTo(GUESS * bytes, MEMORY_WITHIN))
          throw new IllegalStateException("no memory for " + bytes + " bytes now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the hub stops", e);
    }
    var stored = journal.load(ref);
    long weight = JsonWeight.of(stored.payload());
    for (byte[] part : stored.parts()) weight += JsonWeight.of(part);
    run.memory().shrinkTo(weight);
    run.memory().add(weight - run.memory().taken());
    return stored;
  }

  private Transition part(RunHeader header, Plan plan, JsonNode message) {
    PartOrigin.Past past =
        run -> {
          var stored = journal.load(new RunRef(header.ref().tenant(), run, 0, 0));
          return new PartOrigin.Told(tools.messages().reread(stored.payload()), stored.parts());
        };
    return new PartOrigin(plan, codec, past).begin(message);
  }

  private Map<UUID, Event> toldBefore(Running run, Plan plan, boolean fresh) {
    var events = new LinkedHashMap<UUID, Event>();
    for (var notice : run.notices()) {
      try {
        var event = eventOf(plan, notice);
        // What has done nothing has nothing to undo: no call is made to be undone.
        if (event instanceof Event.CancelAsked(var at, var reason, _) && fresh)
          event = new Event.CancelAsked(at, reason, false);
        events.put(notice.id(), event);
      } catch (NoSuchElementException e) {
        journal.discard(List.of(notice));
      }
    }
    return events;
  }

  private Job job(Running run, int bytes) {
    var header = run.header();
    return new Job(
        header.ref().tenant(),
        header.environment(),
        header.origin().toString(),
        header.depth(),
        tools.itemsInRun(),
        bytes,
        watchdog.of(() -> listener.idles(run)),
        run.memory());
  }

  /// Ends a run that cannot be worked on: never limbo.
  private void endUnplanned(Running run, String why) {
    var header = run.header();
    try {
      var stored = journal.load(header.ref());
      var cause = ErrorClass.PERMANENT.id();
      int tries = tries(header, stored.parts());
      var ending = new Ending(Runs.Status.DEAD, tools.clock().instant(), "", cause, why, tries);
      int seq = stored.parts().size();
      var end =
          new Write.Append(
              header.ref(), seq, null, ending, null, stored.waited(), lastSide(header, ending));
      listener.ended(run, Runs.Status.DEAD, journal.submit(end));
    } catch (RuntimeException e) {
      if (!journal.database().explains(e))
        LOG.warn("run put back run={}: {}", header.ref().id(), e.toString());
      listener.failed(run, e);
    }
  }

  /// What a run took over is used by the run that did it.
  private int tries(RunHeader header, List<byte[]> parts) {
    return codec.tries(parts.stream().skip(header.takesOver() ? 1 : 0).toList());
  }

  /// Those who wait for a run are told, though its plan is not known.
  private Side lastSide(RunHeader header, Ending ending) {
    var report = JournalRecorder.report(codec, header, ending, null);
    return new Side(List.of(), List.of(), true, List.of(), List.of(), List.of(), report, null);
  }

  /// What the recorder of one run tells.
  private final class Told implements JournalRecorder.Listener {

    private final Running run;

    Told(Running run) {
      this.run = run;
    }

    @Override
    public void recorded(Entry entry) {
      if (entry instanceof Entry.Failed failed && failed.nextAt() != null && !failed.refused())
        listener.retried();
    }

    @Override
    public void responded(JsonNode answer) {
      listener.responded(run, answer);
    }

    @Override
    public void started(Write.Accept callee) {
      listener.started(callee);
    }

    @Override
    public void told() {
      listener.told();
    }

    @Override
    public void ended(Ending ending, CompletableFuture<@Nullable Void> durable) {
      durable.whenComplete(
          (_, failure) -> {
            if (failure == null || isOfOwnership(failure))
              listener.ended(run, ending.status(), durable);
            else unkept(failure);
          });
    }

    private void unkept(Throwable failure) {
      LOG.error("result not kept run={}", run.header().ref().id(), failure);
      Thread.ofVirtual().start(() -> endUnplanned(run, Unforeseen.NOT_KEPT));
    }

    @Override
    public void idles() {
      listener.idles(run);
    }

    @Override
    public void parked(CompletableFuture<@Nullable Void> durable) {
      durable.whenComplete((_, _) -> listener.forgotten(run));
    }

    @Override
    public void left() {
      finish(run);
    }

    @Override
    public void broke(Exception why) {
      stop(run);
      var cause = why.getCause() == null ? why : why.getCause();
      if (isOfOwnership(cause)) {
        LOG.info(
            "run left to its next owner run={}: {}", run.header().ref().id(), cause.getMessage());
        listener.forgotten(run);
      } else {
        LOG.error("run failed in an unforeseen way run={}", run.header().ref().id(), why);
        endUnplanned(run, Unforeseen.WORDS);
      }
    }
  }

  /// Another node goes on with it, or this one after a restart.
  private static boolean isOfOwnership(Throwable failure) {
    return failure instanceof StaleOwner || failure instanceof JournalUnavailable;
  }
}
