package io.interline.flow.internal.expression;

/// What an expression makes of masked data.
///
/// @param value mask of its value
/// @param reads whether it looks into anything masked, so that its error may tell of it
public record Derivation(Mask value, boolean reads) {

  /// Of what reads nothing that is masked.
  public static final Derivation NONE = new Derivation(Mask.CLEAR, false);

  /// Of what may read everything.
  public static final Derivation ALL = new Derivation(Mask.WHOLE, true);
}
