package io.interline.ui.testing;

import io.interline.flow.ReplayId;
import io.interline.flow.Replays;
import io.interline.tenant.DomainException;
import io.interline.tenant.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Replays that are done as soon as they are ordered, unless told to take their time.
public final class FakeReplays implements Replays {

  private final FakeUser user;
  private final FakeDeadLetters letters;
  private final Map<ReplayId, Replay> all = new LinkedHashMap<>();
  private boolean slow;

  public FakeReplays(FakeUser user, FakeDeadLetters letters) {
    this.user = user;
    this.letters = letters;
  }

  /// Replays stay under way.
  public void slow() {
    slow = true;
  }

  @Override
  public DryRun dryRun(ReplayOrder order) {
    user.require(Permission.RUN_VIEW);
    var open = letters.open(order.filter());
    var parts =
        open.isEmpty()
            ? List.<Part>of()
            : List.of(
                new Part(
                    open.getFirst().flow(),
                    open.getFirst().flowTitle(),
                    open.getFirst().environment(),
                    1,
                    open.size(),
                    2,
                    null));
    return new DryRun(
        open.size(),
        open.size(),
        Duration.ofSeconds(open.size() / Math.max(1, order.perSecond())),
        parts,
        letters.groups(order.filter()),
        List.of());
  }

  @Override
  public Replay start(ReplayOrder order) {
    user.require(Permission.RUN_REPLAY);
    var open = letters.open(order.filter());
    if (!slow) open.forEach(letter -> letters.replay(letter.run(), order.from(), order.on()));
    return keep(
        new Replay(
            new ReplayId(UUID.randomUUID()),
            order,
            slow ? State.RUNNING : State.DONE,
            FakeRuns.NOON,
            "Maya Keller",
            slow ? null : FakeRuns.NOON,
            open.size(),
            slow ? 0 : open.size(),
            0,
            null));
  }

  private Replay keep(Replay replay) {
    all.put(replay.id(), replay);
    return replay;
  }

  @Override
  public List<Replay> list() {
    return new ArrayList<>(all.values()).reversed();
  }

  @Override
  public Replay get(ReplayId id) {
    var found = all.get(id);
    if (found == null) throw DomainException.notFound("replay", id);
    return found;
  }

  @Override
  public Replay pause(ReplayId id) {
    return to(id, State.PAUSED);
  }

  @Override
  public Replay resume(ReplayId id) {
    return to(id, State.RUNNING);
  }

  @Override
  public Replay cancel(ReplayId id) {
    return to(id, State.CANCELLED);
  }

  private Replay to(ReplayId id, State state) {
    var was = get(id);
    return keep(
        new Replay(
            id,
            was.order(),
            state,
            was.createdAt(),
            was.createdBy(),
            state == State.CANCELLED ? FakeRuns.NOON : null,
            was.total(),
            was.replayed(),
            was.passedOver(),
            was.problem()));
  }
}
