package io.interline.flow.internal.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing to be made durable.
public sealed interface Write {

  RunRef ref();

  /// About how many bytes it brings.
  int size();

  /// Whether only the owner of the shard may write it. A message with an ordering key is accepted
  /// by other nodes too, in epoch 0, and begun by the owner.
  default boolean isFenced() {
    return !(this instanceof Accept) || ref().epoch() > 0;
  }

  /// A new run.
  ///
  /// @param payload the message as it came
  @SuppressWarnings("ArrayRecordComponent")
  /// @param refused why it ends as a dead letter at once; absent for one that is worked on
  record Accept(RunHeader header, byte[] payload, @Nullable String refused) implements Write {

    /// One that is worked on.
    public Accept(RunHeader header, byte[] payload) {
      this(header, payload, null);
    }

    @Override
    public RunRef ref() {
      return header.ref();
    }

    @Override
    public int size() {
      return payload.length + 128;
    }
  }

  /// The next part of a run's journal.
  ///
  /// @param seq counted from 1 for each run
  /// @param entries as [EntryCodec] writes them; absent when there is only an end
  /// @param ending when the run is over with this
  /// @param waitUntil when the run leaves memory until then; [Instant#MAX] until it is told
  ///     something
  /// @param waited whether it waited before, so that its wait has to go when it ends
  /// @param side what rides with it
  @SuppressWarnings("ArrayRecordComponent")
  record Append(
      RunRef ref,
      int seq,
      byte @Nullable [] entries,
      @Nullable Ending ending,
      @Nullable Instant waitUntil,
      boolean waited,
      Side side)
      implements Write {

    /// Without anything besides.
    public Append(
        RunRef ref,
        int seq,
        byte @Nullable [] entries,
        @Nullable Ending ending,
        @Nullable Instant waitUntil,
        boolean waited) {
      this(ref, seq, entries, ending, waitUntil, waited, Side.NONE);
    }

    /// Whether it ends a run that worked on a part of a loop's items.
    boolean endsPart() {
      return ending != null && side.report() != null && side.report().place().isPart();
    }

    @Override
    public int size() {
      int size = 128 + (entries == null ? 0 : entries.length);
      for (var run : side.started()) size += run.size();
      return size;
    }
  }
}
