package io.interline.tenant;

import java.util.Objects;

/// A refusal that the caller can understand and act on. The message says what, which id, and what
/// to do.
public class DomainException extends RuntimeException {

  /// What sort of refusal; the REST API maps it to a status.
  public enum Kind {
    /// 400 or 422: the request itself is wrong.
    INVALID,
    /// 404: no such thing, or not yours.
    NOT_FOUND,
    /// 409: somebody else was faster, or the state does not allow it.
    CONFLICT,
    /// 403: your role does not allow it.
    REFUSED,
    /// 429: a limit of the plan.
    LIMIT,
    /// 503: a part of the hub or the other system is not there now.
    UNAVAILABLE
  }

  private final Kind kind;
  private final String code;

  /// @param code stable and machine-readable, for example `flow-not-found`
  public DomainException(Kind kind, String code, String message) {
    super(message);
    this.kind = kind;
    this.code = code;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public Kind kind() {
    return kind;
  }

  /// Stable and machine-readable, lower case with dashes.
  public String code() {
    return code;
  }

  /// Someone else's id answers as a missing one does.
  public static DomainException notFound(String what, Object id) {
    return new DomainException(
        Kind.NOT_FOUND,
        what.replace(' ', '-') + "-not-found",
        "There is no " + what + " '" + id + "'.");
  }
}
