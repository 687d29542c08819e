package io.interline.flow.internal.journal;

/// The shard has another owner by now: nothing was written, and this owner must let go of the run.
public final class StaleOwner extends RuntimeException {

  public StaleOwner(RunRef run) {
    super(
        "shard " + run.shard() + " is no longer ours in epoch " + run.epoch() + " run=" + run.id());
  }
}
