package io.interline.flow.internal.journal;

import io.interline.flow.RunId;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.TenantId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The durable record of runs. Safe for many threads. What one thread hands in first is durable
/// first.
public interface Journal extends AutoCloseable {

  /// Makes something durable, together with what others hand in at the same time.
  ///
  /// @return done when it is durable; fails with [StaleOwner] when it was refused and nothing was
  ///     written
  CompletableFuture<@Nullable Void> submit(Write write);

  /// Whether the database answers in which the journal is.
  default DatabaseStatus database() {
    return DatabaseStatus.ALWAYS_AVAILABLE;
  }

  /// What was handed in and is not durable yet.
  int pending();

  /// Accepts a run unless one was accepted under the same key before.
  ///
  /// @param key within the tenant
  /// @return the run accepted under the key: this one, or the earlier one
  /// @throws StaleOwner when the shard has another owner
  default RunId acceptOnce(String key, Write.Accept run) {
    return acceptOnce(key, null, run);
  }

  /// Like [#acceptOnce(String, Write.Accept)], but remembers the key for a time only.
  ///
  /// @param window how long; absent for ever
  default RunId acceptOnce(String key, @Nullable Duration window, Write.Accept run) {
    return acceptOnce(key, window, run, null);
  }

  /// Likewise, with the first part of its journal: a run that goes on from where another one was.
  ///
  /// @param entries as [EntryCodec] writes them
  default RunId acceptOnce(
      String key, @Nullable Duration window, Write.Accept run, byte @Nullable [] entries) {
    return acceptOnce(List.of(new Key(key, window)), run, entries);
  }

  /// Likewise, unless one was accepted before under any of several keys.
  ///
  /// @return the run accepted under the first key that was there: then nothing is written
  RunId acceptOnce(List<Key> keys, Write.Accept run, byte @Nullable [] entries);

  /// What a message is known by, within its tenant.
  ///
  /// @param window how long; absent for ever
  record Key(String name, @Nullable Duration window) {}

  /// The first run of each of these keys that has not ended; none for a key that has no runs, whose
  /// first run waits for a time or an answer, or is held up by a dead letter.
  ///
  /// @param shards with the epoch of each; keys of other shards give none
  List<RunHeader> heads(Map<Integer, Long> shards, Collection<OrderKey> keys);

  /// Keys of these shards that have runs nobody has looked at; each is told once.
  ///
  /// @param shards with the epoch of each; one that has another owner by now tells none, for that
  ///     owner has to be told
  Set<OrderKey> freshKeys(Map<Integer, Long> shards);

  /// All keys of these shards that have runs.
  Set<OrderKey> keys(Collection<Integer> shards);

  /// How many runs of each tenant wait for others with their key. The first of each key is at work,
  /// or dead, and not among them.
  Map<TenantId, Integer> ordered(Collection<Integer> shards);

  /// Accepts runs, each unless one was accepted under its key before, and lets something else ride
  /// in the same transaction: both become durable, or none.
  ///
  /// @param runs by key within the tenant, in their order
  /// @param alongside makes its own writes through the system role's pool; when it answers false,
  ///     nothing at all is written
  /// @return the runs accepted now, without those whose key was there; empty when `alongside`
  ///     refused
  /// @throws StaleOwner when a shard has another owner; nothing was written then
  Optional<Set<RunId>> acceptAll(Map<String, Write.Accept> runs, BooleanSupplier alongside);

  /// The runs of shards that have neither ended nor wait, oldest first. To be called once after the
  /// shards were taken.
  ///
  /// @param shards with the epoch of each
  List<RunHeader> unfinished(Map<Integer, Long> shards);

  /// Takes waiting runs that are due within a moment into this owner's care.
  ///
  /// @param shards with the epoch of each; none is taken of one that has another owner by now
  /// @param ahead also those that are due so soon
  /// @param limit at most so many
  List<RunHeader> takeDue(Map<Integer, Long> shards, Duration ahead, int limit);

  /// Has [#takeDue] answer again what it answered before, because an answer was lost on its way.
  ///
  /// @param shards with the epoch of each
  void untakeDue(Map<Integer, Long> shards);

  /// What was told to runs of these shards, oldest first.
  ///
  /// @param after leaves out those up to this one; absent to begin with the first
  List<Notice> notices(Map<Integer, Long> shards, @Nullable UUID after, int limit);

  /// Throws away notices that are of no use.
  void discard(List<Notice> notices);

  /// Closes a question whose time is over, unless its answer is on its way.
  ///
  /// @return false when somebody answered: then the answer counts, not the time
  boolean close(RunRef run, Side.Place question);

  /// Takes runs that wait into this owner's care, whatever they wait for.
  void take(List<RunRef> waiting);

  /// Whether a run was accepted and has not ended.
  boolean isUnfinished(RunRef ref);

  /// Message and journal of a run.
  StoredRun load(RunRef ref);

  /// Bytes that [#load] would read.
  long size(RunRef ref);

  /// Closes after what was handed in is durable.
  @Override
  void close();

  /// @param payload the message as it came
  /// @param parts of the journal in order, as [EntryCodec] wrote them
  /// @param waited whether it has a wait
  @SuppressWarnings("ArrayRecordComponent")
  record StoredRun(byte[] payload, List<byte[]> parts, boolean waited) {
    public StoredRun {
      parts = List.copyOf(parts);
    }
  }
}
