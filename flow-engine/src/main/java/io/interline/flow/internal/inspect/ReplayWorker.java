package io.interline.flow.internal.inspect;

import io.interline.flow.RunId;
import io.interline.flow.internal.execute.NotAccepting;
import io.interline.flow.internal.inspect.StoredReplays.Done;
import io.interline.flow.internal.inspect.StoredReplays.Job;
import io.interline.flow.internal.inspect.StoredReplays.Queued;
import io.interline.flow.internal.isolation.Isolation;
import io.interline.flow.internal.isolation.Loop;
import io.interline.flow.internal.isolation.Member;
import io.interline.tenant.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works on replays at their rates. A replay belongs to one node at a time; one whose node died is
/// taken up by another, which comes to letters again that were replayed but not marked yet: they
/// make no second run, as each letter has a key.
final class ReplayWorker {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayWorker.class);
  static final Duration LEASE = Duration.ofSeconds(10);
  private static final int PART = 50;

  private final StoredReplays replays;
  private final LetterReplay letters;
  private final Clock clock;
  private final Isolation isolation;
  private final UUID owner = UUID.randomUUID();
  private Map<UUID, Pace> paces = new HashMap<>();

  ReplayWorker(StoredReplays replays, LetterReplay letters, Clock clock, Isolation isolation) {
    this.isolation = isolation;
    this.replays = replays;
    this.letters = letters;
    this.clock = clock;
  }

  /// What a replay may do now.
  ///
  /// @param allowed letters
  private record Pace(Instant at, double allowed) {

    /// At most a second's letters are saved up.
    Pace later(Instant now, int perSecond) {
      double earned = Duration.between(at, now).toMillis() * perSecond / 1000.0;
      return new Pace(now, Math.min(allowed + earned, perSecond));
    }
  }

  /// Does what is due. To be called several times a second, by one thread.
  void turn() {
    var now = clock.instant();
    var jobs = replays.claim(owner, now, LEASE);
    var before = paces;
    paces =
        jobs.stream()
            .collect(
                Collectors.toMap(
                    job -> job.replay().id().value(),
                    job ->
                        before
                            .getOrDefault(job.replay().id().value(), new Pace(now, 1))
                            .later(now, job.replay().order().perSecond())));
    isolation.each(Loop.REPLAYS, jobs, ReplayWorker::member, this::work);
  }

  private static Member member(Job job) {
    return Member.of("replay", job.replay().id(), job.tenant());
  }

  private void work(Job job) {
    var id = job.replay().id().value();
    var pace = paces.getOrDefault(id, new Pace(clock.instant(), 0));
    int allowed = (int) pace.allowed();
    if (allowed == 0) return;
    var part = replays.next(job, Math.min(allowed, PART));
    if (part.isEmpty()) {
      replays.finish(job, owner, clock.instant());
      return;
    }
    int done = replay(job, part);
    paces.put(id, new Pace(pace.at(), pace.allowed() - done));
    if (done < part.size() || allowed <= PART) return;
    replays.claim(owner, clock.instant(), LEASE).stream()
        .filter(again -> again.replay().id().value().equals(id))
        .forEach(this::work);
  }

  /// @return letters done; fewer than all when the engine takes no more now
  private int replay(Job job, List<Queued> part) {
    var made = new LinkedHashMap<RunId, RunId>();
    int passedOver = 0;
    String problem = null;
    RunId last = null;
    for (var queued : part) {
      try {
        made.put(queued.letter().run(), send(job, queued));
      } catch (NotAccepting e) {
        break;
      } catch (DomainException e) {
        passedOver++;
        problem = e.getMessage();
      } catch (RuntimeException e) {
        if (Isolation.isOfAll(e)) throw e;
        LOG.error(
            "letter passed over replay={} run={}", job.replay().id(), queued.letter().run(), e);
        passedOver++;
        problem =
            "Run "
                + queued.letter().run()
                + " could not be replayed: the hub failed on it; its log says why.";
      }
      last = queued.letter().run();
    }
    if (last != null)
      replays.record(job, owner, new Done(made, passedOver, problem, last), clock.instant());
    return made.size() + passedOver;
  }

  private RunId send(Job job, Queued queued) throws NotAccepting {
    byte @Nullable [] payload = queued.payload();
    if (payload == null) throw DomainException.notFound("message of run", queued.letter().run());
    var order = job.replay().order();
    return letters.send(queued.letter(), payload, order.from(), order.on());
  }
}
