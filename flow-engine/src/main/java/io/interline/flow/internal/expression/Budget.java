package io.interline.flow.internal.expression;

import io.interline.flow.internal.expression.MappingException.Kind;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What one compilation or evaluation may still use. Confined to the thread it is bound to.
///
/// Once a limit is reached it stays reached: whoever swallows the [LimitReached] meets it again at
/// the next step.
final class Budget {

  /// Depth is counted in eighths of a node: some frames of the parser are much lighter than an
  /// evaluation.
  static final int NODE = 8;

  private static final ScopedValue<Budget> CURRENT = ScopedValue.newInstance();
  private static final int CHECK_EVERY = 128;

  /// Steps after which others have their turn: about a millisecond. Most mappings take fewer.
  static final int SLICE = 8_192;

  /// Others have their turn after so long, too: a step of a schema takes longer than one of a
  /// mapping.
  static final long SLICE_NANOS = 1_000_000;

  /// About as many states of a regular expression are visited in the time of one step.
  private static final int SEARCHED_A_STEP = 32;

  private static final int SEARCHED_AT_ONCE = 4_096;

  private final MappingLimits limits;
  private final int maxDepth;
  private final Runnable pause;
  private final LongSupplier nanos;
  private long deadline;
  private long sliceEnd;
  private long sliceBegan;
  private long fuel;
  private long nextCheck;
  private long bytes;
  private int depth;
  private int searched;
  private @Nullable LimitReached reached;
  private @Nullable Object node;
  private int parserLine;
  private int parserColumn;

  Budget(MappingLimits limits) {
    this(limits, Budget::letOthersGo, System::nanoTime);
  }

  /// @param pause after each slice
  /// @param nanos a clock that never goes back
  Budget(MappingLimits limits, Runnable pause, LongSupplier nanos) {
    this.pause = pause;
    this.nanos = nanos;
    this.limits = limits;
    this.maxDepth = limits.depth() * NODE;
    this.sliceBegan = nanos.getAsLong();
    this.deadline = sliceBegan + limits.time().toNanos();
    this.fuel = limits.fuel();
    this.nextCheck = fuel - CHECK_EVERY;
    this.sliceEnd = fuel - SLICE;
    this.bytes = limits.bytes();
  }

  /// The budget of the work under way.
  static Budget current() {
    return CURRENT.get();
  }

  /// Does work within this budget.
  <T> T spend(ScopedValue.CallableOp<T, RuntimeException> work) {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  MappingLimits limits() {
    return limits;
  }

  /// Takes steps.
  void burn(long steps) {
    if ((fuel -= steps) < nextCheck) check();
  }

  /// Takes what a regular expression of so many states may do at one character.
  void search(int states) {
    if ((searched += states) > SEARCHED_AT_ONCE) {
      burn(searched / SEARCHED_A_STEP);
      searched = 0;
    }
  }

  /// Begins a level of nesting or recursion.
  void enter(@Nullable Object at, int weight) {
    node = at;
    if ((depth += weight) > maxDepth)
      throw stop(Kind.DEPTH, "nested or called deeper than " + limits.depth() + " levels");
    if (--fuel < nextCheck) check();
  }

  /// Begins a level of the parser, which knows no node yet.
  void enterParser(int line, int column, int weight) {
    parserLine = line;
    parserColumn = column;
    enter(null, weight);
  }

  /// Ends a level.
  void exit(int weight) {
    depth -= weight;
  }

  /// Takes memory; called before it is allocated.
  void allocate(long size) {
    if ((bytes -= size) < 0)
      throw stop(Kind.SIZE, "builds values of more than " + limits.bytes() + " bytes");
  }

  /// Takes memory and steps for a text.
  void allocateText(long chars) {
    if (chars > limits.textChars())
      throw stop(Kind.SIZE, "builds a text of more than " + limits.textChars() + " characters");
    allocate(chars + 48);
    if (chars > 512) burn(chars >> 9);
  }

  /// Looks at the clock and at the thread's interrupt flag, now.
  void check() {
    if (reached != null) throw reached;
    if (fuel < 0) throw stop(Kind.FUEL, "takes more than " + limits.fuel() + " steps");
    long now = nanos.getAsLong();
    if (now - deadline > 0)
      throw stop(Kind.TIME, "takes longer than " + limits.time().toMillis() + " ms");
    if (Thread.currentThread().isInterrupted()) throw stop(Kind.INTERRUPTED, "interrupted");
    nextCheck = Math.max(fuel - CHECK_EVERY, 0);
    if (fuel < sliceEnd || now - sliceBegan > SLICE_NANOS) endSlice(now);
  }

  /// Lets others go on; what they take is not this work's time.
  private void endSlice(long now) {
    sliceEnd = fuel - SLICE;
    pause.run();
    sliceBegan = nanos.getAsLong();
    deadline += sliceBegan - now;
  }

  /// Virtual threads have no time slices of their own: without this, as many long mappings as there
  /// are processors would hold up everybody. Not by yielding: those that yield stay in the queue of
  /// their processor, and what comes from outside of it waits until that is empty.
  static void letOthersGo() {
    if (Thread.currentThread().isVirtual()) LockSupport.parkNanos(1);
  }

  /// Marks a limit as reached, for good.
  LimitReached stop(Kind kind, String message) {
    var first = reached;
    if (first == null) {
      first = new LimitReached(kind, message);
      reached = first;
    }
    nextCheck = Long.MAX_VALUE;
    return first;
  }

  /// Where the work was when it ended, as far as known.
  Position position() {
    if (node instanceof Located located && located.getLocation() != null)
      return new Position(located.getLocation().getLine(), located.getLocation().getColumn());
    return reached == null ? Position.UNKNOWN : new Position(parserLine, parserColumn);
  }

  /// A place in a source, counted from 1; zeros when unknown.
  record Position(int line, int column) {
    static final Position UNKNOWN = new Position(0, 0);
  }
}
