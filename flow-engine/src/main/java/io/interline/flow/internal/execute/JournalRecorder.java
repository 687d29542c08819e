package io.interline.flow.internal.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.core.Spot;
import io.interline.flow.internal.journal.Ending;
import io.interline.flow.internal.journal.EntryCodec;
import io.interline.flow.internal.journal.Journal;
import io.interline.flow.internal.journal.PartOrigin;
import io.interline.flow.internal.journal.RunHeader;
import io.interline.flow.internal.journal.RunRef;
import io.interline.flow.internal.journal.Side;
import io.interline.flow.internal.journal.Write;
import io.interline.flow.internal.plan.Ask;
import io.interline.flow.internal.plan.Node;
import io.interline.flow.internal.plan.Plan;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Hands a run's entries to the journal: results of pure steps ride with the next write.
final class JournalRecorder implements RunRecorder {

  private static final int CROWDED = 2_000;

  private final Journal journal;
  private final EntryCodec codec;
  private final Plan plan;
  private final RunHeader run;
  private final JsonNode message;
  private final Clock clock;
  private final BooleanSupplier mayCall;
  private final Listener listener;
  private final List<Entry> pending = new ArrayList<>();
  private boolean holdsResult;
  private final List<Side.Question> asked = new ArrayList<>();
  private final List<Side.Place> withdrawn = new ArrayList<>();
  private final List<Write.Accept> started = new ArrayList<>();
  private final List<RunId> cancelled = new ArrayList<>();
  private final List<RunId> ended = new ArrayList<>();
  private final List<UUID> consumed = new ArrayList<>();
  private boolean hasAsked;
  private boolean waited;
  private int seq;
  private CompletableFuture<@Nullable Void> last = CompletableFuture.completedFuture(null);

  /// What becomes of the run.
  interface Listener {

    /// Its end is handed in; `durable` tells when it is kept.
    void ended(Ending ending, CompletableFuture<@Nullable Void> durable);

    void idles();

    void parked(CompletableFuture<@Nullable Void> durable);

    void left();

    void broke(Exception why);

    void recorded(Entry entry);

    /// The caller who sent the message gets an answer.
    void responded(JsonNode answer);

    /// A run that it calls is durable.
    void started(Write.Accept callee);

    /// Another run has a notice.
    void told();
  }

  /// @param message of the run
  /// @param parts of the journal there are already
  /// @param mayCall whether nobody else can have taken over
  JournalRecorder(
      Journal journal,
      EntryCodec codec,
      Plan plan,
      RunHeader run,
      JsonNode message,
      Clock clock,
      int parts,
      boolean waited,
      BooleanSupplier mayCall,
      Listener listener) {
    this.journal = journal;
    this.codec = codec;
    this.plan = plan;
    this.run = run;
    this.message = message;
    this.clock = clock;
    this.hasAsked = parts > 0;
    this.seq = parts;
    this.waited = waited;
    this.mayCall = mayCall;
    this.listener = listener;
  }

  @Override
  public void add(Entry entry, boolean fromOutside) {
    pending.add(entry);
    holdsResult |= fromOutside;
    listener.recorded(entry);
  }

  @Override
  public void makeKnown(Spot spot, Ask ask, @Nullable JsonNode input) {
    switch (ask.kind()) {
      case TIME -> {}
      case EVENT, APPROVAL -> {
        asked.add(new Side.Question(placeOf(spot), ask, clock.instant()));
        hasAsked = true;
      }
      case RUN, START -> started.add(callee(spot, ask, input));
    }
  }

  private Write.Accept callee(Spot spot, Ask ask, @Nullable JsonNode input) {
    var details = ask.details();
    var id = new RunId(UUID.fromString(details.path("run").asText()));
    if (plan.node(spot.step()) instanceof Node.Part) return part(id, placeOf(spot), input);
    var header =
        new RunHeader(
            new RunRef(run.ref().tenant(), id, run.ref().shard(), run.ref().epoch()),
            new FlowId(details.path("flow").asText()),
            details.path("version").asInt(),
            run.environment(),
            details.path("title").asText(),
            clock.instant(),
            null,
            new RunHeader.Link(
                run.ref().id(), placeOf(spot), run.depth() + 1, null, ask.kind() == Ask.Kind.RUN),
            null);
    return new Write.Accept(header, codec.bytes(input == null ? NullNode.instance : input));
  }

  /// A run that works on a part of a loop's items; its calls have the keys that they would have had
  /// in this run.
  private Write.Accept part(RunId id, Side.Place place, @Nullable JsonNode task) {
    if (!(task instanceof ObjectNode object)) throw new IllegalStateException("no task " + place);
    var payload = PartOrigin.message(object, message, run.isPart(), run.ref().id(), place);
    var header =
        new RunHeader(
            new RunRef(run.ref().tenant(), id, run.ref().shard(), run.ref().epoch()),
            run.flow(),
            run.version(),
            run.environment(),
            run.title(),
            clock.instant(),
            null,
            new RunHeader.Link(run.ref().id(), place, run.depth(), run.origin()),
            null);
    return new Write.Accept(header, codec.bytes(payload));
  }

  private Side.Place placeOf(Spot spot) {
    return new Side.Place(plan.node(spot.step()).id(), spot.turnsText());
  }

  @Override
  public void withdraw(Spot spot, Ask ask) {
    switch (ask.kind()) {
      case TIME, START, RUN -> {}
      case EVENT, APPROVAL -> withdrawn.add(placeOf(spot));
    }
  }

  @Override
  public void abandon(Spot spot, Ask ask, boolean undo) {
    withdraw(spot, ask);
    if (ask.kind() != Ask.Kind.RUN) return;
    var callee = new RunId(UUID.fromString(ask.details().path("run").asText()));
    if (undo) cancelled.add(callee);
    else ended.add(callee);
  }

  @Override
  public boolean close(Spot spot) {
    return journal.close(run.ref(), placeOf(spot));
  }

  @Override
  public void consumed(UUID notice) {
    consumed.add(notice);
  }

  @Override
  public void respond(JsonNode answer) {
    listener.responded(answer);
  }

  @Override
  public void flush() {
    boolean urgent =
        !asked.isEmpty()
            || !withdrawn.isEmpty()
            || !started.isEmpty()
            || !cancelled.isEmpty()
            || !ended.isEmpty()
            || !consumed.isEmpty();
    if (urgent) submit(null, null, null);
  }

  @Override
  public void beforeCall(ReentrantLock lock) throws InterruptedException {
    CompletableFuture<@Nullable Void> durable;
    lock.lock();
    try {
      if (holdsResult) submit(null, null, null);
      durable = last;
    } finally {
      lock.unlock();
    }
    if (!durable.isDone() || durable.isCompletedExceptionally()) awaitDurable(durable);
    // Last: a node may stand still, or be slow, for as long as it waits for the journal.
    CallWatchdog.awaitTrue(mayCall);
  }

  private void awaitDurable(CompletableFuture<@Nullable Void> durable) throws InterruptedException {
    try {
      durable.get();
    } catch (ExecutionException e) {
      listener.broke(e);
      throw new InterruptedException("the journal took it not");
    }
  }

  @Override
  public void idles() {
    // Nothing may come for long that it could ride with.
    if (holdsResult) submit(null, null, null);
    listener.idles();
  }

  @Override
  public void park(Instant until) {
    waited = true;
    submit(null, until, null);
    listener.parked(last);
  }

  @Override
  public void end(Ending ending, @Nullable JsonNode output) {
    submit(ending, null, report(codec, run, ending, output));
    listener.ended(ending, last);
  }

  @Override
  public void left() {
    // Ends are not waited for, unless the journal cannot keep up.
    if (journal.pending() > CROWDED) last.exceptionally(_ -> null).join();
    listener.left();
  }

  @Override
  public void broke(RuntimeException why) {
    listener.broke(why);
  }

  /// The end of a run, for the one that waits for it; absent when none does.
  static Side.@Nullable Report report(
      EntryCodec codec, RunHeader run, Ending ending, @Nullable JsonNode output) {
    var link = run.link();
    if (link == null || link.parent() == null || link.place() == null || !link.awaited())
      return null;
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("status", ending.status().name());
    answer.put("run", run.ref().id().toString());
    answer.set("output", output == null ? NullNode.instance : output);
    answer.put("message", ending.message() == null ? "" : ending.message());
    if (ending.step() != null) answer.put("step", ending.step());
    if (ending.errorClass() != null) answer.put("kind", ending.errorClass());
    return new Side.Report(link.parent(), link.place(), codec.bytes(answer));
  }

  private void submit(
      @Nullable Ending ending, @Nullable Instant waitUntil, Side.@Nullable Report report) {
    byte[] entries = pending.isEmpty() ? null : codec.write(plan, pending);
    if (entries != null) seq++;
    pending.clear();
    holdsResult = false;
    var side = side(ending, report);
    last =
        journal.submit(new Write.Append(run.ref(), seq, entries, ending, waitUntil, waited, side));
    var callees = side.started();
    if (!callees.isEmpty()) last.thenRun(() -> callees.forEach(callee -> listener.started(callee)));
    boolean tells = !side.cancelled().isEmpty() || !side.ended().isEmpty() || report != null;
    if (tells) last.thenRun(listener::told);
  }

  private Side.Turn turnAfter(Ending ending) {
    boolean blocks = ending.dead() && plan.order() != null && plan.order().blocks();
    return blocks ? Side.Turn.BLOCKED : Side.Turn.OVER;
  }

  private Side side(@Nullable Ending ending, Side.@Nullable Report report) {
    boolean withdrawAll = ending != null && hasAsked;
    var turn = ending == null || run.orderKey() == null ? null : turnAfter(ending);
    boolean nothing =
        asked.isEmpty()
            && withdrawn.isEmpty()
            && started.isEmpty()
            && cancelled.isEmpty()
            && ended.isEmpty()
            && consumed.isEmpty()
            && report == null
            && !withdrawAll
            && turn == null;
    if (nothing) return Side.NONE;
    var side =
        new Side(asked, withdrawn, withdrawAll, started, cancelled, ended, consumed, report, turn);
    asked.clear();
    withdrawn.clear();
    started.clear();
    cancelled.clear();
    ended.clear();
    consumed.clear();
    return side;
  }
}
