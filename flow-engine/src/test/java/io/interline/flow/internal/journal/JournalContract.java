package io.interline.flow.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.Runs.Status;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every journal, with its shards, promises.
abstract class JournalContract {

  static final Duration LEASE = Duration.ofMinutes(1);
  private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();
  static final RunId OLDEST = new RunId(new UUID(0, 0));

  final UUID node = UUID.randomUUID();
  final TenantId tenant = new TenantId(UUID.randomUUID());
  Map<Integer, Long> held = Map.of();

  abstract Journal journal();

  abstract Shards shards();

  @BeforeEach
  void takeAll() {
    held = shards().take(node, LEASE, Shards.COUNT);
    assertThat(held).hasSize(Shards.COUNT);
  }

  @AfterEach
  void leave() {
    shards().leave(node);
  }

  @Test
  void acceptedRunIsThereWithItsBytes() {
    var run = accept("{\"a\": \"ü\"}");

    var stored = journal().load(run.ref());

    assertThat(stored.payload()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\": \"ü\"}");
    assertThat(stored.parts()).isEmpty();
    end(run, 1, null);
  }

  @Test
  void runIsUnfinishedUntilItEnds() {
    var first = accept("1");
    var second = accept("2");

    assertThat(unfinished()).containsExactly(first, second);
    assertThat(journal().isUnfinished(first.ref())).isTrue();
    end(first, 1, null);
    assertThat(journal().isUnfinished(first.ref())).isFalse();
    assertThat(journal().isUnfinished(header(newId(), 1).ref())).isFalse();
    assertThat(unfinished()).containsExactly(second);
    end(second, 1, null);
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void partsReadInOrder() {
    var run = accept("1");
    for (int seq = 1; seq <= 12; seq++)
      join(new Write.Append(run.ref(), seq, bytes("p" + seq), null, null, false));

    assertThat(journal().load(run.ref()).parts())
        .extracting(part -> new String(part, StandardCharsets.UTF_8))
        .startsWith("p1", "p2")
        .endsWith("p11", "p12")
        .hasSize(12);
    end(run, 13, null);
  }

  @Test
  void staleOwnerCannotAppend() {
    var run = accept("1");
    shards().release(node, held.keySet());
    var other = UUID.randomUUID();
    var taken = shards().take(other, LEASE, Shards.COUNT);

    var late = journal().submit(new Write.Append(run.ref(), 1, bytes("late"), null, null, false));

    assertThatThrownBy(late::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(StaleOwner.class);
    assertThat(journal().load(run.ref()).parts()).isEmpty();
    assertThat(journal().unfinished(taken)).hasSize(1);
    var ours = journal().unfinished(taken).getFirst();
    assertThat(ours.ref().epoch()).isGreaterThan(run.ref().epoch());
    end(ours, 1, null);
    shards().leave(other);
  }

  @Test
  void staleOwnerCannotAccept() {
    shards().release(node, Set.of(5));
    var other = UUID.randomUUID();
    shards().take(other, LEASE, 1);
    var header = header(newId(), 5);

    assertThatThrownBy(() -> join(new Write.Accept(header, bytes("1"))))
        .hasCauseInstanceOf(StaleOwner.class);
    assertThatThrownBy(() -> journal().acceptOnce("k", new Write.Accept(header, bytes("1"))))
        .isInstanceOf(StaleOwner.class);
    shards().leave(other);
  }

  @Test
  void writesOfAStaleShardDoNotHarmTheOthers() {
    shards().release(node, Set.of(5));
    var other = UUID.randomUUID();
    shards().take(other, LEASE, 1);
    var results = new ArrayList<CompletableFuture<@Nullable Void>>();
    for (int i = 0; i < 50; i++) {
      results.add(
          journal().submit(new Write.Accept(header(newId(), i % 2 == 0 ? 5 : 6), bytes("1"))));
    }

    for (int i = 0; i < 50; i++)
      assertThat(failed(results.get(i))).as("write " + i).isEqualTo(i % 2 == 0);
    shards().leave(other);
    for (var run : unfinished()) end(run, 1, null);
  }

  @Test
  void keyIsAcceptedOnce() {
    var first = new Write.Accept(header(newId(), 1), bytes("1"));
    var second = new Write.Accept(header(newId(), 2), bytes("2"));

    assertThat(journal().acceptOnce("daily/2026-01-31", first)).isEqualTo(first.ref().id());
    assertThat(journal().acceptOnce("daily/2026-01-31", second)).isEqualTo(first.ref().id());
    assertThat(unfinished()).containsExactly(first.header());
    end(first.header(), 1, null);
  }

  @Test
  void anyOfSeveralKeysIsEnoughToBeKnown() {
    var first = new Write.Accept(header(newId(), 1), bytes("1"));
    var second = new Write.Accept(header(newId(), 2), bytes("2"));
    var third = new Write.Accept(header(newId(), 3), bytes("3"));
    var order = new Journal.Key("order/9", Duration.ofHours(1));
    var request = new Journal.Key("request/a", Duration.ofHours(1));
    var other = new Journal.Key("order/10", Duration.ofHours(1));

    assertThat(journal().acceptOnce(List.of(order, request), first, null))
        .isEqualTo(first.ref().id());
    assertThat(journal().acceptOnce(List.of(other, request), second, null))
        .isEqualTo(first.ref().id());

    assertThat(journal().acceptOnce(List.of(other), third, null))
        .as("a key of a message that was known by another one is free")
        .isEqualTo(third.ref().id());
    assertThat(unfinished()).containsExactly(first.header(), third.header());
    end(first.header(), 1, null);
    end(third.header(), 1, null);
  }

  @Test
  void replayFromTheFailedStepBeginsWithWhatWasDone() {
    var poison = accept("1");
    join(new Write.Append(poison.ref(), 1, bytes("[1]"), null, null, false));
    end(poison, 2, "no");
    var replay = replayOf(poison);
    var again = replayOf(poison);

    var accepted = journal().acceptOnce("replay/7", null, replay, bytes("[1,2]"));
    var second = journal().acceptOnce("replay/7", null, again, bytes("[3]"));

    assertThat(accepted).isEqualTo(replay.ref().id());
    assertThat(second).as("one replay under one key").isEqualTo(accepted);
    assertThat(unfinished()).containsExactly(replay.header());
    assertThat(partsOf(replay.ref())).containsExactly("[1,2]");
    assertThat(partsOf(poison.ref())).as("its own stays as it was").startsWith("[1]");
    join(new Write.Append(replay.ref(), 2, bytes("[4]"), null, null, false));
    assertThat(partsOf(replay.ref())).as("it goes on behind them").containsExactly("[1,2]", "[4]");
    end(replay.header(), 3, null);
  }

  @Test
  void staleOwnerReplaysNothing() {
    var poison = accept("1");
    end(poison, 1, "no");
    shards().release(node, Set.of(5));
    var other = UUID.randomUUID();
    shards().take(other, LEASE, 1);
    var replay = new Write.Accept(header(newId(), 5), bytes("1"));

    assertThatThrownBy(() -> journal().acceptOnce("replay/8", null, replay, bytes("[1]")))
        .isInstanceOf(StaleOwner.class);

    assertThat(journal().isUnfinished(replay.ref())).isFalse();
    shards().leave(other);
    held = shards().take(node, LEASE, 1);
    var now = new Write.Accept(header(newId(), 5), bytes("1"));
    assertThat(journal().acceptOnce("replay/8", null, now, bytes("[1]")))
        .as("the key is free still")
        .isEqualTo(now.ref().id());
    assertThat(partsOf(now.ref())).containsExactly("[1]");
    end(now.header(), 2, null);
  }

  private Write.Accept replayOf(RunHeader before) {
    var like = header(newId(), 1);
    var link = new RunHeader.Link(null, null, 0, before.ref().id());
    var header =
        new RunHeader(
            like.ref(),
            like.flow(),
            like.version(),
            like.environment(),
            like.title(),
            like.acceptedAt(),
            before.ref().id(),
            link,
            null);
    return new Write.Accept(header, bytes("1"));
  }

  private List<String> partsOf(RunRef run) {
    return journal().load(run).parts().stream()
        .map(part -> new String(part, StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void manyAreAcceptedOnceWithWhatRidesAlong() {
    var before = new Write.Accept(header(newId(), 1), bytes("0"));
    journal().acceptOnce("poll/a", before);
    var a = new Write.Accept(header(newId(), 1), bytes("1"));
    var b = new Write.Accept(header(newId(), 2), bytes("2"));
    var both = new LinkedHashMap<>(Map.of("poll/a", a, "poll/b", b));

    assertThat(journal().acceptAll(both, () -> false)).as("what rides along refuses").isEmpty();
    assertThat(unfinished()).containsExactly(before.header());
    assertThat(journal().acceptAll(both, () -> true)).contains(Set.of(b.ref().id()));
    assertThat(unfinished()).containsExactly(before.header(), b.header());
    assertThat(journal().load(b.ref()).payload()).isEqualTo(bytes("2"));
    assertThat(journal().acceptAll(Map.of(), () -> true)).contains(Set.of());
    end(before.header(), 1, null);
    end(b.header(), 1, null);
  }

  @Test
  void staleOwnerAcceptsNoneOfMany() {
    shards().release(node, Set.of(5));
    var other = UUID.randomUUID();
    shards().take(other, LEASE, 1);
    var some =
        Map.of(
            "poll/c", new Write.Accept(header(newId(), 5), bytes("1")),
            "poll/d", new Write.Accept(header(newId(), 6), bytes("2")));

    assertThatThrownBy(() -> journal().acceptAll(some, () -> true)).isInstanceOf(StaleOwner.class);
    shards().leave(other);
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void waitingRunLeavesUntilItIsDue() {
    var soon = accept("1");
    var late = accept("2");
    join(new Write.Append(soon.ref(), 1, bytes("w"), null, Instant.EPOCH, false));
    join(new Write.Append(late.ref(), 1, bytes("w"), null, Instant.now().plusSeconds(3600), false));

    assertThat(unfinished()).isEmpty();
    assertThat(journal().takeDue(held, Duration.ZERO, 10)).containsExactly(soon);
    assertThat(journal().takeDue(held, Duration.ZERO, 10)).as("taken once").isEmpty();
    assertThat(journal().load(soon.ref()).waited()).isTrue();
    end(soon, 2, null, true);
    assertThat(journal().load(soon.ref()).waited()).isFalse();
    assertThat(journal().takeDue(held, Duration.ofHours(2), 10)).containsExactly(late);
    end(late, 2, null, true);
  }

  @Test
  void dueRunsAreAnsweredAgainWhenTheAnswerWasLost() {
    var run = accept("1");
    join(new Write.Append(run.ref(), 1, bytes("w"), null, Instant.EPOCH, false));
    assertThat(journal().takeDue(held, Duration.ZERO, 10)).containsExactly(run);

    journal().untakeDue(held);

    assertThat(journal().takeDue(held, Duration.ZERO, 10)).containsExactly(run);
    end(run, 2, null, true);
  }

  @Test
  void nextOwnerTakesDueRunsAgain() {
    var run = accept("1");
    join(new Write.Append(run.ref(), 1, bytes("w"), null, Instant.EPOCH, false));
    assertThat(journal().takeDue(held, Duration.ZERO, 10)).containsExactly(run);
    shards().leave(node);
    held = shards().take(node, LEASE, Shards.COUNT);

    var again = journal().takeDue(held, Duration.ZERO, 10);

    assertThat(again).extracting(header -> header.ref().id()).containsExactly(run.ref().id());
    end(again.getFirst(), 2, null, true);
  }

  @Test
  void formerOwnerTakesNothingFromTheNext() {
    var waiting = accept("1");
    join(new Write.Append(waiting.ref(), 1, bytes("w"), null, Instant.EPOCH, false));
    var inTurn = foreign(inTurn("k", null));
    join(new Write.Accept(inTurn, bytes("1")));
    var former = held;
    shards().leave(node);
    held = shards().take(node, LEASE, Shards.COUNT);

    assertThat(journal().takeDue(former, Duration.ZERO, 10)).isEmpty();
    assertThat(journal().freshKeys(former)).isEmpty();

    var due = journal().takeDue(held, Duration.ZERO, 10);
    assertThat(due).extracting(header -> header.ref().id()).containsExactly(waiting.ref().id());
    assertThat(journal().freshKeys(held)).containsExactly(inTurn.order());
    end(due.getFirst(), 2, null, true);
    over(
        journal().heads(held, List.of(Objects.requireNonNull(inTurn.order()))).getFirst(),
        Side.Turn.OVER);
  }

  @Test
  void shardsAreHeldByOneNodeAtATime() {
    var other = UUID.randomUUID();

    assertThat(shards().take(other, LEASE, Shards.COUNT)).isEmpty();
    assertThat(shards().renew(node, LEASE, OLDEST).shards()).isEqualTo(held);
    shards().release(node, Set.of(3, 4));
    assertThat(shards().take(other, LEASE, Shards.COUNT)).containsOnlyKeys(3, 4);
    assertThat(shards().renew(node, LEASE, OLDEST).shards()).hasSize(Shards.COUNT - 2);
    shards().leave(other);
  }

  @Test
  void manyRunsAtOnce() throws Exception {
    var results = new HashMap<RunHeader, CompletableFuture<@Nullable Void>>();
    for (int i = 0; i < 3_000; i++) {
      var header = header(newId(), i % Shards.COUNT);
      results.put(header, journal().submit(new Write.Accept(header, bytes("{\"n\": " + i + "}"))));
    }
    for (var result : results.values()) result.get(30, TimeUnit.SECONDS);

    assertThat(unfinished()).hasSize(3_000);
    for (var header : results.keySet())
      journal().submit(new Write.Append(header.ref(), 1, bytes("[]"), ending(null), null, false));
    end(accept("last"), 1, null);
    assertThat(unfinished()).isEmpty();
  }

  final RunHeader accept(String payload) {
    var id = newId();
    var header = header(id, Math.floorMod(id.hashCode(), Shards.COUNT));
    join(new Write.Accept(header, bytes(payload)));
    return header;
  }

  final RunHeader header(RunId id, int shard) {
    var ref = new RunRef(tenant, id, shard, held.getOrDefault(shard, 1L));
    return new RunHeader(
        ref,
        new FlowId("orders"),
        3,
        Environment.PRODUCTION,
        "Orders",
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        null);
  }

  final List<RunHeader> unfinished() {
    return journal().unfinished(held).stream()
        .filter(header -> header.ref().tenant().equals(tenant))
        .toList();
  }

  @Test
  void runsOfOneKeyTakeTurns() {
    var first = acceptInTurn("k", null);
    var second = acceptInTurn("k", null);
    var other = acceptInTurn("other", null);
    var key = first.order();

    assertThat(journal().keys(held.keySet())).contains(key, other.order());
    assertThat(heads(first, other)).containsExactlyInAnyOrder(first.ref().id(), other.ref().id());
    assertThat(unfinished()).as("nobody begins them but their turn").isEmpty();
    over(first, Side.Turn.OVER);
    assertThat(heads(second)).containsExactly(second.ref().id());
    over(second, Side.Turn.OVER);
    over(other, Side.Turn.OVER);
    assertThat(heads(second)).isEmpty();
    assertThat(journal().keys(held.keySet())).isEmpty();
  }

  @Test
  void whatWaitsBehindTheFirstOfItsKeyIsCounted() {
    var first = acceptInTurn("k", null);
    var rest = List.of(acceptInTurn("k", null), acceptInTurn("k", null));
    var other = acceptInTurn("other", null);

    assertThat(journal().ordered(held.keySet())).containsEntry(tenant, 2);
    over(first, Side.Turn.OVER);
    assertThat(journal().ordered(held.keySet())).containsEntry(tenant, 1);
    rest.forEach(run -> over(run, Side.Turn.OVER));
    over(other, Side.Turn.OVER);
    assertThat(journal().ordered(held.keySet())).doesNotContainKey(tenant);
  }

  @Test
  void deadLetterHoldsUpItsKeyUntilItIsReplayed() {
    var poison = acceptInTurn("k", null);
    var next = acceptInTurn("k", null);
    over(poison, Side.Turn.BLOCKED);
    assertThat(heads(next)).isEmpty();
    journal().freshKeys(held);

    var replay = inTurn("k", poison.ref().id());
    journal().acceptOnce("replay", new Write.Accept(replay, bytes("1")));

    assertThat(journal().freshKeys(held)).containsExactly(replay.order());
    assertThat(heads(replay)).as("it takes the turn").containsExactly(replay.ref().id());
    over(replay, Side.Turn.OVER);
    assertThat(heads(next)).containsExactly(next.ref().id());
    over(next, Side.Turn.OVER);
  }

  @Test
  void messageInTurnIsAcceptedByANodeThatDoesNotOwnItsShard() {
    var mine = acceptInTurn("k", null);
    var foreign = foreign(mine);
    journal().freshKeys(held);

    join(new Write.Accept(foreign, bytes("1")));

    assertThat(journal().freshKeys(held)).containsExactly(mine.order());
    assertThat(journal().freshKeys(held)).isEmpty();
    over(mine, Side.Turn.OVER);
    assertThat(heads(foreign)).containsExactly(foreign.ref().id());
    var ours = new RunRef(tenant, foreign.ref().id(), foreign.ref().shard(), mine.ref().epoch());
    join(new Write.Append(ours, 1, bytes("[]"), ending(null), null, false, turn(Side.Turn.OVER)));
  }

  /// One more with this key, accepted by a node that does not own its shard.
  private RunHeader foreign(RunHeader like) {
    return new RunHeader(
        new RunRef(tenant, newId(), like.ref().shard(), 0),
        like.flow(),
        1,
        like.environment(),
        "T",
        like.acceptedAt(),
        null,
        null,
        like.orderKey());
  }

  @Test
  void runThatWaitsHoldsItsTurnAndIsNoHead() {
    var run = acceptInTurn("k", null);
    join(new Write.Append(run.ref(), 1, bytes("w"), null, Instant.MAX, false));

    assertThat(heads(run)).isEmpty();
    journal().take(List.of(run.ref()));
    join(
        new Write.Append(
            run.ref(), 2, bytes("[]"), ending(null), null, true, turn(Side.Turn.OVER)));
    assertThat(journal().keys(held.keySet())).isEmpty();
  }

  @Test
  void keyIsRememberedForItsWindow() {
    var first = header(newId(), 1);
    var second = header(newId(), 1);
    var window = Duration.ofDays(1);

    var kept = journal().acceptOnce("order-7", window, new Write.Accept(first, bytes("1")));
    var again = journal().acceptOnce("order-7", window, new Write.Accept(second, bytes("1")));

    assertThat(kept).isEqualTo(first.ref().id());
    assertThat(again).isEqualTo(first.ref().id());
    assertThat(journal().isUnfinished(second.ref())).isFalse();
    end(first, 1, null);
  }

  @Test
  void runThatACallStartsIsThereWithTheEntryThatStartedIt() {
    var caller = accept("1");
    var place = new Side.Place("notify", "2.0");
    var link = new RunHeader.Link(caller.ref().id(), place, 1, null);
    var callee = linked(caller, link);

    join(append(caller, 1, null, started(callee)));
    var found =
        unfinished().stream().filter(h -> h.ref().id().equals(callee.ref().id())).findFirst();
    assertThat(found.map(RunHeader::link)).contains(link);
    join(append(callee, 1, ending(null), report(caller, place)));

    assertThat(journal().notices(held, null, 10))
        .filteredOn(notice -> notice.run().ref().tenant().equals(tenant))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.run().ref().id()).isEqualTo(caller.ref().id());
              assertThat(notice.kind()).isEqualTo(Notice.Kind.ANSWER);
              assertThat(notice.step()).isEqualTo("notify");
              assertThat(notice.turns()).isEqualTo("2.0");
              assertThat(notice.data()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
              assertThat(notice.ended()).isFalse();
              join(append(caller, 2, ending(null), consumed(notice)));
            });
    assertThat(journal().notices(held, null, 10)).isEmpty();
  }

  @Test
  void noticeForARunThatIsOverSaysSoAndCanBeThrownAway() {
    var run = accept("1");
    var callee = linked(run, new RunHeader.Link(null, null, 1, null));
    join(new Write.Accept(callee, bytes("1")));
    join(append(run, 1, null, cancelled(callee)));
    end(callee, 1, null);
    end(run, 2, null);

    var notices = journal().notices(held, null, 10);

    assertThat(notices).extracting(Notice::kind).containsExactly(Notice.Kind.CANCEL);
    assertThat(notices).extracting(Notice::ended).containsExactly(true);
    assertThat(journal().notices(held, notices.getLast().id(), 10)).isEmpty();
    journal().discard(notices);
    assertThat(journal().notices(held, null, 10)).isEmpty();
  }

  private RunHeader linked(RunHeader caller, RunHeader.Link link) {
    return new RunHeader(
        new RunRef(tenant, newId(), caller.ref().shard(), caller.ref().epoch()),
        caller.flow(),
        1,
        caller.environment(),
        "T",
        caller.acceptedAt(),
        null,
        link,
        null);
  }

  private static Write.Append append(RunHeader run, int seq, @Nullable Ending ending, Side side) {
    return new Write.Append(run.ref(), seq, bytes("[]"), ending, null, false, side);
  }

  private static Side started(RunHeader callee) {
    var accept = new Write.Accept(callee, bytes("1"));
    return new Side(List.of(), List.of(), false, List.of(accept), List.of(), List.of(), null, null);
  }

  private static Side report(RunHeader caller, Side.Place place) {
    var report = new Side.Report(caller.ref().id(), place, bytes("{}"));
    return new Side(List.of(), List.of(), false, List.of(), List.of(), List.of(), report, null);
  }

  private static Side consumed(Notice notice) {
    return new Side(
        List.of(), List.of(), false, List.of(), List.of(), List.of(notice.id()), null, null);
  }

  private static Side cancelled(RunHeader callee) {
    return new Side(
        List.of(), List.of(), false, List.of(), List.of(callee.ref().id()), List.of(), null, null);
  }

  private static Side turn(Side.Turn turn) {
    return new Side(List.of(), List.of(), false, List.of(), List.of(), List.of(), null, turn);
  }

  private void over(RunHeader run, Side.Turn turn) {
    boolean dead = turn == Side.Turn.BLOCKED;
    join(
        new Write.Append(
            run.ref(), 1, bytes("[]"), ending(dead ? "no" : null), null, false, turn(turn)));
  }

  private List<RunId> heads(RunHeader... runs) {
    var keys = Arrays.stream(runs).map(RunHeader::order).map(Objects::requireNonNull).toList();
    return journal().heads(held, keys).stream().map(head -> head.ref().id()).toList();
  }

  private RunHeader acceptInTurn(String key, @Nullable RunId replayOf) {
    var header = inTurn(key, replayOf);
    join(new Write.Accept(header, bytes("1")));
    return header;
  }

  private RunHeader inTurn(String key, @Nullable RunId replayOf) {
    var like = header(newId(), 1);
    int shard = new OrderKey(tenant, like.flow(), like.environment(), key).shard();
    return new RunHeader(
        new RunRef(tenant, like.ref().id(), shard, Objects.requireNonNull(held.get(shard))),
        like.flow(),
        1,
        like.environment(),
        "T",
        like.acceptedAt(),
        replayOf,
        null,
        key);
  }

  final void end(RunHeader run, int seq, @Nullable String error) {
    end(run, seq, error, false);
  }

  final void end(RunHeader run, int seq, @Nullable String error, boolean waited) {
    join(new Write.Append(run.ref(), seq, bytes("[]"), ending(error), null, waited));
  }

  static Ending ending(@Nullable String error) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return error == null
        ? new Ending(Status.SUCCEEDED, now, null, null, null)
        : new Ending(Status.DEAD, now, "erp", "permanent", error);
  }

  final void join(Write write) {
    Objects.requireNonNull(journal().submit(write)).join();
  }

  static RunId newId() {
    return new RunId(IDS.generate());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static boolean failed(CompletableFuture<@Nullable Void> result) {
    try {
      result.join();
      return false;
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(StaleOwner.class);
      return true;
    }
  }
}
