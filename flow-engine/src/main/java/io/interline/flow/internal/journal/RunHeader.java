package io.interline.flow.internal.journal;

import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.internal.isolation.Member;
import io.interline.tenant.Environment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a run from its acceptance on, without the message.
///
/// @param title of the flow at that time
/// @param replayOf the run whose message this one works on again
/// @param link absent for a run that came from outside
/// @param orderKey absent for a run that waits for no other
public record RunHeader(
    RunRef ref,
    FlowId flow,
    int version,
    Environment environment,
    String title,
    Instant acceptedAt,
    @Nullable RunId replayOf,
    @Nullable Link link,
    @Nullable String orderKey) {

  /// A run that nothing calls.
  public RunHeader(
      RunRef ref,
      FlowId flow,
      int version,
      Environment environment,
      String title,
      Instant acceptedAt,
      @Nullable RunId replayOf) {
    this(ref, flow, version, environment, title, acceptedAt, replayOf, null, null);
  }

  /// Which runs it takes turns with; absent when it waits for none.
  public @Nullable OrderKey order() {
    return orderKey == null ? null : new OrderKey(ref.tenant(), flow, environment, orderKey);
  }

  /// By its id.
  public Member member() {
    return Member.of("run", ref.id(), ref.tenant());
  }

  /// The run whose id stands in the idempotency keys.
  public RunId origin() {
    return link != null && link.origin() != null ? link.origin() : ref.id();
  }

  /// Whether it works on a part of a loop's items, of a run that goes on after it.
  public boolean isPart() {
    return link != null && link.place() != null && link.place().isPart();
  }

  /// Whether its journal begins with what another run did, whose failed step it does again.
  public boolean takesOver() {
    return link != null && link.parent() == null;
  }

  /// How many runs called one another to come to this one.
  public int depth() {
    return link == null ? 0 : link.depth();
  }

  /// Where a run comes from.
  ///
  /// @param parent that called it; absent when none did
  /// @param place of the step there that called it; absent with the parent
  /// @param origin run whose id stands in the idempotency keys; absent when that is its own
  /// @param awaited whether the step waits for its end
  public record Link(
      @Nullable RunId parent,
      Side.@Nullable Place place,
      int depth,
      @Nullable RunId origin,
      boolean awaited) {

    /// Of a run whose end is waited for, if it was called at all.
    public Link(
        @Nullable RunId parent, Side.@Nullable Place place, int depth, @Nullable RunId origin) {
      this(parent, place, depth, origin, true);
    }
  }
}
