package io.interline.flow.internal.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One thread that takes what is there and hands it on as one batch. It never waits for more to
/// come: under low load a write costs one commit, under high load hundreds share one.
final class GroupCommit implements AutoCloseable {

  private static final int MAX_WRITES = 1_000;
  private static final int MAX_BYTES = 8 << 20;

  private final Sink sink;
  private final Queue<Item> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final Thread thread;
  private volatile boolean idle;
  private volatile boolean closing;

  GroupCommit(Sink sink) {
    this.sink = sink;
    this.thread = Thread.ofPlatform().name("journal-writer").daemon(true).start(this::run);
  }

  CompletableFuture<@Nullable Void> submit(Write write) {
    var done = new CompletableFuture<@Nullable Void>();
    if (closing) {
      done.completeExceptionally(new JournalUnavailable("the journal is closed"));
      return done;
    }
    pending.incrementAndGet();
    queue.add(new Item(write, done));
    if (idle) LockSupport.unpark(thread);
    return done;
  }

  int pending() {
    return pending.get();
  }

  /// Returns when all that was handed in is done.
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    fail(drain(Integer.MAX_VALUE, Integer.MAX_VALUE), new JournalUnavailable("closed"));
  }

  private void run() {
    while (true) {
      var batch = drain(MAX_WRITES, MAX_BYTES);
      if (!batch.isEmpty()) {
        commit(batch);
      } else if (closing) {
        return;
      } else {
        idle = true;
        if (queue.isEmpty() && !closing) LockSupport.park(this);
        idle = false;
      }
    }
  }

  private List<Item> drain(int maxWrites, int maxBytes) {
    var batch = new ArrayList<Item>();
    long bytes = 0;
    while (batch.size() < maxWrites && bytes < maxBytes) {
      var item = queue.poll();
      if (item == null) break;
      batch.add(item);
      bytes += item.write().size();
    }
    return batch;
  }

  private void commit(List<Item> batch) {
    try {
      sink.commit(batch);
    } catch (RuntimeException e) {
      fail(batch, e);
    } finally {
      pending.addAndGet(-batch.size());
    }
  }

  private static void fail(List<Item> batch, RuntimeException why) {
    for (var item : batch) item.done().completeExceptionally(why);
  }

  /// Makes a batch durable and completes each of its items, well or not.
  @FunctionalInterface
  interface Sink {
    void commit(List<Item> batch);
  }

  record Item(Write write, CompletableFuture<@Nullable Void> done) {}
}
