package io.interline.flow.internal.journal;

import io.interline.flow.RunId;
import io.interline.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Journal and shards in memory, for tests of what stands on them. Leases end only by [#expire].
public final class MemoryJournal implements Journal, Shards {

  private final Map<RunId, Row> runs = new TreeMap<>();
  private final Map<String, RunId> keys = new HashMap<>();
  private final Map<Integer, Lease> leases = new HashMap<>();
  private final Clock clock;
  private static final byte[] UNDO =
      "{\"reason\":\"not wanted\",\"undo\":true}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END =
      "{\"reason\":\"not wanted\",\"undo\":false}".getBytes(StandardCharsets.UTF_8);
  private final Map<UUID, Notice> notices = new TreeMap<>();
  private final Map<RunId, List<Side.Question>> questions = new HashMap<>();
  private final Map<String, Instant> keysUntil = new HashMap<>();
  private final Map<OrderKey, List<RunId>> lines = new HashMap<>();
  private final Set<OrderKey> fresh = new HashSet<>();
  private final Set<RunId> blocked = new HashSet<>();
  private long lastNotice;
  private int failingLoads;
  private boolean holdsNotices;
  private int closed;
  private int answersLost;
  private Predicate<OrderKey> poison = _ -> false;

  public MemoryJournal(Clock clock) {
    this.clock = clock;
    for (int shard = 0; shard < COUNT; shard++) leases.put(shard, new Lease(0, null));
  }

  /// The lease of every shard is over.
  public synchronized void expire() {
    leases.replaceAll((_, lease) -> new Lease(lease.epoch, null));
  }

  /// How each run ended; those under way are not in it.
  public synchronized Map<RunId, Ending> endings() {
    var endings = new TreeMap<RunId, Ending>();
    runs.forEach(
        (id, row) -> {
          if (row.ending != null) endings.put(id, row.ending);
        });
    return endings;
  }

  /// Durable writes of a run's journal so far.
  public synchronized int parts(RunId run) {
    return row(run).parts.size();
  }

  @Override
  public synchronized CompletableFuture<@Nullable Void> submit(Write write) {
    var ref = write.ref();
    if (write.isFenced() && lease(ref.shard()).epoch != ref.epoch())
      return CompletableFuture.failedFuture(new StaleOwner(ref));
    switch (write) {
      case Write.Accept accept -> accept(accept);
      case Write.Append append -> append(append);
    }
    return CompletableFuture.completedFuture(null);
  }

  private void accept(Write.Accept accept) {
    runs.put(accept.ref().id(), new Row(accept));
    var key = accept.header().order();
    if (key == null) return;
    var before = accept.header().replayOf();
    var line = lines.computeIfAbsent(key, _ -> new ArrayList<>());
    fresh.add(key);
    if (before != null && blocked.remove(before)) line.set(line.indexOf(before), accept.ref().id());
    else line.add(accept.ref().id());
  }

  private void turn(RunRef ref, Side.Turn turn) {
    var key = row(ref.id()).accept.header().order();
    if (key == null) return;
    switch (turn) {
      case BLOCKED -> blocked.add(ref.id());
      case OVER -> lines.getOrDefault(key, new ArrayList<>()).remove(ref.id());
    }
  }

  /// Asking for some keys fails as a whole when one of them is such a one.
  public synchronized void failHeads(Predicate<OrderKey> poison) {
    this.poison = poison;
  }

  @Override
  public synchronized List<RunHeader> heads(
      Map<Integer, Long> shards, Collection<OrderKey> wanted) {
    if (wanted.stream().anyMatch(poison)) throw new IllegalStateException("a key of poison");
    return wanted.stream()
        .filter(key -> shards.containsKey(key.shard()))
        .flatMap(key -> lines.getOrDefault(key, List.of()).stream().limit(1))
        .filter(run -> !blocked.contains(run) && row(run).dueAt == null)
        .map(run -> owned(row(run).accept.header(), shards))
        .toList();
  }

  @Override
  public synchronized Set<OrderKey> freshKeys(Map<Integer, Long> shards) {
    var some = keys(shards.keySet().stream().filter(shard -> owns(shards, shard)).toList());
    some.retainAll(fresh);
    fresh.removeAll(some);
    answer(!some.isEmpty());
    return some;
  }

  @Override
  public synchronized Set<OrderKey> keys(Collection<Integer> shards) {
    var some = new HashSet<OrderKey>();
    lines.forEach(
        (key, line) -> {
          if (!line.isEmpty() && shards.contains(key.shard())) some.add(key);
        });
    return some;
  }

  @Override
  public synchronized Map<TenantId, Integer> ordered(Collection<Integer> shards) {
    var counts = new HashMap<TenantId, Integer>();
    lines.forEach(
        (key, line) -> {
          if (line.size() > 1) counts.merge(key.tenant(), line.size() - 1, Integer::sum);
        });
    return counts;
  }

  private void append(Write.Append append) {
    var row = row(append.ref().id());
    if (append.entries() != null && row.parts.putIfAbsent(append.seq(), append.entries()) != null)
      throw new IllegalStateException("part written twice " + append.ref().id());
    take(append.ref(), append.side());
    if (append.ending() != null) {
      row.ending = append.ending();
      row.dueAt = null;
    }
    if (append.waitUntil() != null) {
      row.dueAt = append.waitUntil();
      row.takenEpoch = null;
    }
  }

  private void take(RunRef ref, Side side) {
    if (side.turn() != null) turn(ref, side.turn());
    for (var started : side.started()) runs.put(started.ref().id(), new Row(started));
    for (var run : side.cancelled()) tell(run, Notice.Kind.CANCEL, "", "", UNDO);
    for (var run : side.ended()) tell(run, Notice.Kind.CANCEL, "", "", END);
    side.consumed().forEach(notices::remove);
    if (side.withdrawAll()) questions.remove(ref.id());
    for (var place : side.withdrawn())
      questions.getOrDefault(ref.id(), new ArrayList<>()).removeIf(q -> q.place().equals(place));
    for (var question : side.asked())
      questions.computeIfAbsent(ref.id(), _ -> new ArrayList<>()).add(question);
    var report = side.report();
    if (report != null)
      tell(
          report.parent(),
          Notice.Kind.ANSWER,
          report.place().step(),
          report.place().turns(),
          report.answer());
  }

  /// Tells a run something.
  public synchronized void tell(
      RunId run, Notice.Kind kind, String step, String turns, byte[] data) {
    var id = new UUID(0, ++lastNotice);
    var header = row(run).accept.header();
    notices.put(id, new Notice(id, header, kind, step, turns, data, clock.instant(), false));
  }

  /// Notices that nobody has taken yet.
  public synchronized int noticesLeft() {
    return notices.size();
  }

  /// What a run waits for, but for times and other runs.
  public synchronized List<Side.Question> questions(RunId run) {
    return List.copyOf(questions.getOrDefault(run, List.of()));
  }

  /// Owners find no notices for now, as those that look late.
  public synchronized void holdNotices(boolean hold) {
    holdsNotices = hold;
  }

  /// Questions whose end by time was asked for.
  public synchronized int closed() {
    return closed;
  }

  @Override
  public synchronized List<Notice> notices(
      Map<Integer, Long> shards, @Nullable UUID after, int limit) {
    if (holdsNotices) return List.of();
    return notices.values().stream()
        .filter(notice -> after == null || notice.id().compareTo(after) > 0)
        .filter(notice -> shards.containsKey(notice.run().ref().shard()))
        .limit(limit)
        .map(notice -> current(notice, shards))
        .toList();
  }

  private Notice current(Notice notice, Map<Integer, Long> shards) {
    return new Notice(
        notice.id(),
        owned(notice.run(), shards),
        notice.kind(),
        notice.step(),
        notice.turns(),
        notice.data(),
        notice.at(),
        row(notice.run().ref().id()).ending != null);
  }

  @Override
  public synchronized void discard(List<Notice> some) {
    for (var notice : some) notices.remove(notice.id());
  }

  /// Answers a question, as somebody who decides does.
  ///
  /// @return whether it was still open
  public synchronized boolean answer(RunId run, Side.Place place, byte[] data) {
    boolean open =
        questions.getOrDefault(run, new ArrayList<>()).removeIf(q -> q.place().equals(place));
    if (open) tell(run, Notice.Kind.ANSWER, place.step(), place.turns(), data);
    return open;
  }

  @Override
  public synchronized boolean close(RunRef run, Side.Place place) {
    closed++;
    questions.getOrDefault(run.id(), new ArrayList<>()).removeIf(q -> q.place().equals(place));
    return notices.values().stream()
        .noneMatch(
            notice ->
                notice.kind() == Notice.Kind.ANSWER
                    && notice.run().ref().id().equals(run.id())
                    && notice.step().equals(place.step())
                    && notice.turns().equals(place.turns()));
  }

  @Override
  public synchronized void take(List<RunRef> waiting) {
    for (var ref : waiting) {
      var row = row(ref.id());
      if (row.dueAt == null) continue;
      if (row.dueAt.isAfter(clock.instant())) row.dueAt = clock.instant();
      row.takenEpoch = ref.epoch();
    }
  }

  @Override
  public int pending() {
    return 0;
  }

  @Override
  public synchronized RunId acceptOnce(
      List<Key> some, Write.Accept run, byte @Nullable [] entries) {
    if (run.isFenced() && lease(run.ref().shard()).epoch != run.ref().epoch())
      throw new StaleOwner(run.ref());
    for (var key : some) {
      var scoped = run.ref().tenant() + "/" + key.name();
      var until = keysUntil.get(scoped);
      if (until != null && until.isBefore(clock.instant())) keys.remove(scoped);
      var before = keys.get(scoped);
      if (before != null) return before;
    }
    for (var key : some) {
      var scoped = run.ref().tenant() + "/" + key.name();
      var window = key.window();
      keys.put(scoped, run.ref().id());
      if (window == null) keysUntil.remove(scoped);
      else keysUntil.put(scoped, clock.instant().plus(window));
    }
    accept(run);
    if (entries != null) row(run.ref().id()).parts.put(1, entries);
    return run.ref().id();
  }

  @Override
  public long size(RunRef ref) {
    var stored = load(ref);
    return stored.payload().length + stored.parts().stream().mapToLong(part -> part.length).sum();
  }

  @Override
  public synchronized Optional<Set<RunId>> acceptAll(
      Map<String, Write.Accept> some, BooleanSupplier alongside) {
    for (var run : some.values())
      if (lease(run.ref().shard()).epoch != run.ref().epoch()) throw new StaleOwner(run.ref());
    if (!alongside.getAsBoolean()) return Optional.empty();
    var accepted = new LinkedHashSet<RunId>();
    some.forEach(
        (key, run) -> {
          if (!acceptOnce(key, run).equals(run.ref().id())) return;
          accepted.add(run.ref().id());
          if (run.refused() != null)
            row(run.ref().id()).ending =
                new Ending(
                    io.interline.flow.Runs.Status.DEAD,
                    clock.instant(),
                    "",
                    "permanent",
                    run.refused());
        });
    return Optional.of(accepted);
  }

  @Override
  public synchronized List<RunHeader> unfinished(Map<Integer, Long> shards) {
    return runs.values().stream()
        .filter(row -> row.ending == null && row.dueAt == null)
        .filter(row -> row.accept.header().orderKey() == null)
        .filter(row -> shards.containsKey(row.accept.ref().shard()))
        .map(row -> owned(row.accept.header(), shards))
        .toList();
  }

  @Override
  public synchronized List<RunHeader> takeDue(
      Map<Integer, Long> shards, Duration ahead, int limit) {
    var due = new ArrayList<RunHeader>();
    for (var row : runs.values()) {
      Long epoch = shards.get(row.accept.ref().shard());
      if (!owns(shards, row.accept.ref().shard()) || row.dueAt == null || due.size() == limit)
        continue;
      if (row.dueAt.isAfter(clock.instant().plus(ahead))) continue;
      if (epoch != null && epoch.equals(row.takenEpoch)) continue;
      row.takenEpoch = epoch;
      due.add(owned(row.accept.header(), shards));
    }
    answer(!due.isEmpty());
    return due;
  }

  @Override
  public synchronized void untakeDue(Map<Integer, Long> shards) {
    for (var row : runs.values())
      if (Objects.equals(row.takenEpoch, shards.get(row.accept.ref().shard())))
        row.takenEpoch = null;
  }

  /// The connection breaks when the next things that are taken have been taken.
  public synchronized void loseAnswers(int count) {
    answersLost = count;
  }

  private void answer(boolean hasSomething) {
    if (!hasSomething || answersLost == 0) return;
    answersLost--;
    throw new IllegalStateException("the connection broke");
  }

  /// The store is away for the next reads of a run.
  public synchronized void failLoads(int count) {
    failingLoads = count;
  }

  @Override
  public synchronized boolean isUnfinished(RunRef ref) {
    var row = runs.get(ref.id());
    return row != null && row.ending == null;
  }

  @Override
  public synchronized StoredRun load(RunRef ref) {
    if (failingLoads > 0) {
      failingLoads--;
      throw new IllegalStateException("the store is away");
    }
    var row = row(ref.id());
    return new StoredRun(row.accept.payload(), List.copyOf(row.parts.values()), row.dueAt != null);
  }

  @Override
  public void close() {}

  @Override
  public synchronized Held renew(UUID node, Duration lease, RunId lowWater) {
    var held =
        leases.entrySet().stream()
            .filter(entry -> node.equals(entry.getValue().owner))
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().epoch));
    var nodes = leases.values().stream().map(Lease::owner).filter(owner -> owner != null);
    return new Held(held, Math.max(1, (int) nodes.distinct().count()));
  }

  @Override
  public synchronized Map<Integer, Long> take(UUID node, Duration lease, int atMost) {
    var taken = new HashMap<Integer, Long>();
    for (int shard = 0; shard < COUNT && taken.size() < atMost; shard++) {
      var before = lease(shard);
      if (before.owner != null) continue;
      leases.put(shard, new Lease(before.epoch + 1, node));
      taken.put(shard, before.epoch + 1);
    }
    return taken;
  }

  @Override
  public synchronized void release(UUID node, Set<Integer> shards) {
    for (int shard : shards)
      if (node.equals(lease(shard).owner)) leases.put(shard, new Lease(lease(shard).epoch, null));
  }

  @Override
  public synchronized void leave(UUID node) {
    release(node, leases.keySet());
  }

  @Override
  public RunId lowWater() {
    return new RunId(new UUID(0, 0));
  }

  private Row row(RunId run) {
    var row = runs.get(run);
    if (row == null) throw new IllegalStateException("no run " + run);
    return row;
  }

  private boolean owns(Map<Integer, Long> shards, int shard) {
    return Long.valueOf(lease(shard).epoch).equals(shards.get(shard));
  }

  private Lease lease(int shard) {
    var lease = leases.get(shard);
    if (lease == null) throw new IllegalArgumentException("no shard " + shard);
    return lease;
  }

  private static RunHeader owned(RunHeader header, Map<Integer, Long> shards) {
    var ref = header.ref();
    long epoch = shards.getOrDefault(ref.shard(), -1L);
    return new RunHeader(
        new RunRef(ref.tenant(), ref.id(), ref.shard(), epoch),
        header.flow(),
        header.version(),
        header.environment(),
        header.title(),
        header.acceptedAt(),
        header.replayOf(),
        header.link(),
        header.orderKey());
  }

  private record Lease(long epoch, @Nullable UUID owner) {}

  private static final class Row {
    final Write.Accept accept;
    final Map<Integer, byte[]> parts = new TreeMap<>();
    @Nullable Ending ending;
    @Nullable Instant dueAt;
    @Nullable Long takenEpoch;

    Row(Write.Accept accept) {
      this.accept = accept;
    }
  }
}
