package io.interline.connector.spi;

/// Something that a flow's step can do.
///
/// @param <I> record with `@Field` components
/// @param <O> record, map, list or [JsonValue] that becomes the step's output
public interface Action<I extends Record, O> {

  /// Lower case, dots for parts: `request`, `invoice.create`.
  String id();

  String title();

  /// One sentence for palette and docs.
  String description();

  /// The strongest effect that it can have.
  Effect effect();

  /// What it does with this input, where that depends on the input: a GET reads, a POST writes.
  default Effect effect(I input) {
    return effect();
  }

  /// Whether a step must name a connection.
  boolean needsConnection();

  Class<I> input();

  Class<O> output();

  /// Does it, once: retries are the engine's. Runs on a virtual thread.
  ///
  /// @throws ConnectorException classed by what may help
  O run(I input, Call call) throws ConnectorException, InterruptedException;
}
