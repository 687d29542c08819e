package io.interline.flow.internal.expression;

/// Ends work whose budget is spent. An Error, because the JSLT library catches Exception in places
/// and must not swallow it; never leaves this package.
@SuppressWarnings("serial")
final class LimitReached extends Error {

  private final MappingException.Kind kind;

  LimitReached(MappingException.Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  MappingException.Kind kind() {
    return kind;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
