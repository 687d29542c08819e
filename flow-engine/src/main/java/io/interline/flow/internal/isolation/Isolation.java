package io.interline.flow.internal.isolation;

import io.interline.flow.SharedLoops;
import io.interline.flow.internal.journal.JournalUnavailable;
import io.interline.tenant.TextRules;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Lets a shared loop go on when one of its members fails. The member is set aside: counted, logged
/// once, shown to who operates the hub, and tried again after a pause that doubles from a second to
/// five minutes. A failure of the database is nobody's own: it ends the pass of the loop, as all
/// members would fail alike. Safe for many threads.
///
/// ```java
/// isolation.each(Loop.NOTICES, notices, Notice::member, this::hand);
/// isolation.halved(Loop.ORDERING_KEYS, keys, OrderKey::member, part -> heads.addAll(ask(part)));
/// ```
public final class Isolation implements SharedLoops {

  private static final Logger LOG = LoggerFactory.getLogger(Isolation.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_REMEMBERED = 10_000;
  private static final int LONGEST_CAUSE = 300;

  /// So many members of one batch fail alike only when the fault is none of theirs.
  private static final int MOST_OF_A_BATCH = 32;

  private final Clock clock;
  private final MeterRegistry meters;
  private final Map<Key, Failed> failed = new ConcurrentHashMap<>();

  /// @param meters get a gauge `interline.loops.setaside` and a counter `interline.loops.failures`
  ///     for each loop
  public Isolation(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    this.meters = meters;
    for (var loop : Loop.values()) {
      Gauge.builder("interline.loops.setaside", () -> count(loop))
          .description("members of a shared loop that fail and are tried again later")
          .tag("loop", loop.id())
          .register(meters);
      meters.counter("interline.loops.failures", "loop", loop.id());
    }
  }

  private record Key(Loop loop, Member member) {}

  private record Failed(Instant since, Instant again, int failures, String cause) {}

  /// Works on each member; one that fails is set aside, and not tried before its pause is over.
  ///
  /// @return members that were not worked on
  /// @throws RuntimeException when the database failed: the rest is for the next pass
  public <M> List<M> each(
      Loop loop, Collection<M> members, Function<M, Member> name, Consumer<M> work) {
    var left = new ArrayList<M>();
    for (var member : members)
      if (rests(loop, name, member) || !alone(loop, member, name, work)) left.add(member);
    return left;
  }

  /// Works on all members at once; a batch that fails is halved until the members that are at fault
  /// stand alone.
  ///
  /// @return members that were not worked on
  /// @throws RuntimeException when the database failed, or so many members did that it is no fault
  ///     of theirs
  public <M> List<M> halved(
      Loop loop, Collection<M> members, Function<M, Member> name, Consumer<List<M>> work) {
    var due = new ArrayList<M>();
    var left = new ArrayList<M>();
    for (var member : members) (rests(loop, name, member) ? left : due).add(member);
    if (!due.isEmpty()) left.addAll(halve(loop, due, name, work, new AtomicInteger()));
    return left;
  }

  private <M> List<M> halve(
      Loop loop,
      List<M> members,
      Function<M, Member> name,
      Consumer<List<M>> work,
      AtomicInteger alone) {
    try {
      work.accept(members);
      if (!failed.isEmpty()) members.forEach(member -> succeeded(loop, name.apply(member)));
      return List.of();
    } catch (RuntimeException e) {
      if (isOfAll(e)) throw e;
      if (members.size() == 1) {
        if (alone.incrementAndGet() > MOST_OF_A_BATCH) throw e;
        failed(loop, name.apply(members.getFirst()), e);
        return members;
      }
      int middle = members.size() / 2;
      var left = new ArrayList<>(halve(loop, members.subList(0, middle), name, work, alone));
      left.addAll(halve(loop, members.subList(middle, members.size()), name, work, alone));
      return left;
    }
  }

  private <M> boolean alone(Loop loop, M member, Function<M, Member> name, Consumer<M> work) {
    try {
      work.accept(member);
      if (!failed.isEmpty()) succeeded(loop, name.apply(member));
      return true;
    } catch (RuntimeException e) {
      if (isOfAll(e)) throw e;
      failed(loop, name.apply(member), e);
      return false;
    } catch (StackOverflowError e) {
      failed(loop, name.apply(member), e);
      return false;
    }
  }

  /// Reads one row of many, or sets its member aside.
  ///
  /// @return empty when it cannot be read
  public <T> Optional<T> row(Loop loop, Supplier<Member> name, Callable<T> read) {
    try {
      return Optional.of(read.call());
    } catch (Exception e) {
      if (e instanceof RuntimeException unchecked && isOfAll(unchecked)) throw unchecked;
      failed(loop, name.get(), e);
      return Optional.empty();
    }
  }

  private <M> boolean rests(Loop loop, Function<M, Member> name, M member) {
    return !isQuiet() && !isDue(loop, name.apply(member));
  }

  /// Whether nothing is set aside: nearly always.
  public boolean isQuiet() {
    return failed.isEmpty();
  }

  /// Whether a member is to be worked on: it is not set aside, or its pause is over.
  public boolean isDue(Loop loop, Member member) {
    if (failed.isEmpty()) return true;
    var known = failed.get(new Key(loop, member));
    return known == null || !clock.instant().isBefore(known.again());
  }

  /// Sets a member aside, or longer aside.
  public void failed(Loop loop, Member member, Throwable why) {
    meters.counter("interline.loops.failures", "loop", loop.id()).increment();
    var now = clock.instant();
    String cause = cause(why);
    var known =
        failed.merge(
            new Key(loop, member),
            new Failed(now, now.plus(FIRST_PAUSE), 1, cause),
            (before, _) -> later(before, now, cause));
    if (known.failures() == 1)
      LOG.error(
          "set aside loop={} member=\"{}\" tenant={}; all others go on",
          loop.id(),
          member.what(),
          member.tenant(),
          why);
    if (failed.size() > MOST_REMEMBERED) forgetOldest();
  }

  private static Failed later(Failed before, Instant now, String cause) {
    int failures = before.failures() + 1;
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20));
    if (pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE;
    return new Failed(before.since(), now.plus(pause), failures, cause);
  }

  /// A member was worked on well, or is gone.
  public void succeeded(Loop loop, Member member) {
    if (failed.remove(new Key(loop, member)) != null)
      LOG.info("no longer set aside loop={} member=\"{}\"", loop.id(), member.what());
  }

  /// Whether a failure is one of the database or of the whole loop, and of no member.
  public static boolean isOfAll(RuntimeException e) {
    return e instanceof DataAccessResourceFailureException
        || e instanceof TransientDataAccessException
        || e instanceof RecoverableDataAccessException
        || e instanceof TransactionException
        || e instanceof JournalUnavailable;
  }

  @Override
  public List<SetAside> setAside() {
    return failed.entrySet().stream()
        .map(
            each ->
                new SetAside(
                    each.getKey().loop().id(),
                    each.getKey().member().what(),
                    each.getKey().member().tenant(),
                    each.getValue().since(),
                    each.getValue().again(),
                    each.getValue().failures(),
                    each.getValue().cause()))
        .sorted(Comparator.comparing(SetAside::since))
        .toList();
  }

  private int count(Loop loop) {
    int count = 0;
    for (var key : failed.keySet()) if (key.loop() == loop) count++;
    return count;
  }

  private void forgetOldest() {
    failed.entrySet().stream()
        .min(Comparator.comparing(each -> each.getValue().again()))
        .ifPresent(oldest -> failed.remove(oldest.getKey()));
  }

  private static String cause(Throwable why) {
    return TextRules.cleaned(TextRules.cut(why.toString(), LONGEST_CAUSE));
  }
}
