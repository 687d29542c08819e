package io.interline.flow.internal.execute;

import io.interline.flow.internal.core.Entry;
import io.interline.flow.internal.journal.Ending;
import io.interline.flow.internal.journal.EntryCodec;
import io.interline.flow.internal.journal.Journal;
import io.interline.flow.internal.journal.RunRef;
import io.interline.flow.internal.journal.Write;
import io.interline.flow.internal.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Hands a run's entries to the journal: results of pure steps ride with the next write.
final class JournalRecorder implements RunRecorder {

  private static final int CROWDED = 2_000;

  private final Journal journal;
  private final EntryCodec codec;
  private final Plan plan;
  private final RunRef run;
  private final BooleanSupplier mayCall;
  private final Listener listener;
  private final List<Entry> pending = new ArrayList<>();
  private boolean holdsResult;
  private boolean waited;
  private int seq;
  private CompletableFuture<@Nullable Void> last = CompletableFuture.completedFuture(null);

  /// What becomes of the run.
  interface Listener {

    /// Its end is handed in; `durable` tells when it is kept.
    void ended(Ending ending, CompletableFuture<@Nullable Void> durable);

    void parked(CompletableFuture<@Nullable Void> durable);

    void left();

    void broke(Exception why);

    void recorded(Entry entry);
  }

  /// @param parts of the journal there are already
  /// @param mayCall whether nobody else can have taken over
  JournalRecorder(
      Journal journal,
      EntryCodec codec,
      Plan plan,
      RunRef run,
      int parts,
      boolean waited,
      BooleanSupplier mayCall,
      Listener listener) {
    this.journal = journal;
    this.codec = codec;
    this.plan = plan;
    this.run = run;
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
  public void beforeCall(ReentrantLock lock) throws InterruptedException {
    CompletableFuture<@Nullable Void> durable;
    lock.lock();
    try {
      if (holdsResult) submit(null, null);
      durable = last;
    } finally {
      lock.unlock();
    }
    while (!mayCall.getAsBoolean()) pauseUntilItMay();
    if (durable.isDone() && !durable.isCompletedExceptionally()) return;
    try {
      durable.get();
    } catch (ExecutionException e) {
      listener.broke(e);
      throw new InterruptedException("the journal took it not");
    }
  }

  private static void pauseUntilItMay() throws InterruptedException {
    LockSupport.parkNanos(50_000_000);
    if (Thread.interrupted()) throw new InterruptedException("stopped");
  }

  @Override
  public void park(Instant until) {
    waited = true;
    submit(null, until);
    listener.parked(last);
  }

  @Override
  public void end(Ending ending) {
    submit(ending, null);
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

  private void submit(@Nullable Ending ending, @Nullable Instant waitUntil) {
    byte[] entries = pending.isEmpty() ? null : codec.write(plan, pending);
    if (entries != null) seq++;
    pending.clear();
    holdsResult = false;
    last = journal.submit(new Write.Append(run, seq, entries, ending, waitUntil, waited));
  }
}
