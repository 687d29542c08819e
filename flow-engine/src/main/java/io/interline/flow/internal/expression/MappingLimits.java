package io.interline.flow.internal.expression;

import java.time.Duration;

/// What one compilation or one evaluation may use before it ends with a [MappingException].
///
/// @param sourceChars length of a source text
/// @param fuel steps; a step is about one evaluated node. Deterministic
/// @param time by the clock, and so dependent on the machine's load: a net under fuel, which is
///     spent in a few hundred milliseconds
/// @param depth of nesting and recursion together
/// @param bytes built in all, what became garbage included, so it bounds what is alive too
/// @param textChars length of one text that is built
/// @param resultNodes nodes of a value when written out; a node shared by two parents counts twice
/// @param resultChars characters of the texts and keys of a value when written out
public record MappingLimits(
    int sourceChars,
    long fuel,
    Duration time,
    int depth,
    long bytes,
    int textChars,
    int resultNodes,
    int resultChars) {

  /// For messages of everyday size.
  public static final MappingLimits STANDARD =
      new MappingLimits(
          64 << 10, 2_000_000, Duration.ofSeconds(2), 1_000, 24L << 20, 2 << 20, 200_000, 4 << 20);

  /// For checking a message against a schema, which is done before the message is a run: some tens
  /// of milliseconds. Everyday schemas take a few hundred steps.
  public static final MappingLimits SCHEMA =
      new MappingLimits(
          64 << 10, 200_000, Duration.ofMillis(500), 1_000, 24L << 20, 2 << 20, 200_000, 4 << 20);

  public MappingLimits {
    if (sourceChars < 1
        || fuel < 1
        || !time.isPositive()
        || depth < 1
        || bytes < 1
        || textChars < 1
        || resultNodes < 1
        || resultChars < 1) throw new IllegalArgumentException("limits must be positive");
  }

  /// These limits, wider by what a large message justifies. They stay linear in its size: for 16 MB
  /// about ten times the fuel, five times the time and nine times the memory.
  ///
  /// @param messageBytes size of the message as JSON text
  public MappingLimits forMessage(long messageBytes) {
    if (messageBytes <= 64 << 10) return this;
    int size = (int) Math.min(messageBytes, 64 << 20);
    return new MappingLimits(
        sourceChars,
        fuel + size,
        time.plusMillis(size / 2_048),
        depth,
        bytes + 12L * size,
        textChars + size,
        resultNodes + size / 4,
        resultChars + 2 * size);
  }
}
