package io.interline.flow.internal.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that takes what is there and hands it on as one batch. It never waits for more to
/// come: under low load a write costs one commit, under high load hundreds share one.
final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MAX_WRITES = 1_000;
  private static final int MAX_BYTES = 8 << 20;

  private final Sink sink;
  private final @Nullable GroupCommit aside;
  private final Queue<Item> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final Thread thread;
  private volatile boolean idle;
  private volatile boolean closing;

  GroupCommit(String name, Sink sink) {
    this(name, sink, null);
  }

  /// @param aside takes what is handed in for it, once all that came before is done
  GroupCommit(String name, Sink sink, @Nullable GroupCommit aside) {
    this.sink = sink;
    this.aside = aside;
    this.thread = Thread.ofPlatform().name(name).daemon(true).start(this::run);
  }

  CompletableFuture<@Nullable Void> submit(Write write) {
    return add(new Item(write, write.size(), new CompletableFuture<>(), false));
  }

  /// Hands it on when all that was handed in before is done, well or not.
  CompletableFuture<@Nullable Void> submitAside(Write write) {
    return add(new Item(write, write.size(), new CompletableFuture<>(), true));
  }

  private CompletableFuture<@Nullable Void> add(Item item) {
    if (closing) {
      item.done().completeExceptionally(new JournalUnavailable("the journal is closed"));
      return item.done();
    }
    pending.incrementAndGet();
    queue.add(item);
    if (idle) LockSupport.unpark(thread);
    return item.done();
  }

  Thread thread() {
    return thread;
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
      if (!item.aside()) bytes += item.size();
    }
    return batch;
  }

  private void commit(List<Item> batch) {
    var mine = batch.stream().anyMatch(Item::aside) ? new ArrayList<>(batch) : batch;
    if (mine != batch) mine.removeIf(Item::aside);
    try {
      if (!mine.isEmpty()) sink.commit(mine);
    } catch (RuntimeException e) {
      fail(mine, e);
    } catch (OutOfMemoryError e) {
      fail(mine, new JournalUnavailable("out of memory"));
      throw e;
    } catch (Error e) {
      // Everybody's writes go through this thread: it outlives whatever one of them brings about.
      LOG.error("journal failed in an unforeseen way writes={}", mine.size(), e);
      fail(mine, new IllegalStateException("the journal failed", e));
    } finally {
      if (aside != null)
        for (var item : batch)
          if (item.aside()) aside.add(new Item(item.write(), item.size(), item.done(), false));
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

  /// @param size bytes, counted by who hands it in: what fails there fails for nobody else
  /// @param aside whether it is only passed on
  record Item(Write write, int size, CompletableFuture<@Nullable Void> done, boolean aside) {}
}
