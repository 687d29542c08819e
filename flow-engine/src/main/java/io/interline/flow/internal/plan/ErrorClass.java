package io.interline.flow.internal.plan;

import java.util.Arrays;

/// Why a step failed, as shown to people and kept in the journal.
public enum ErrorClass {
  /// A later try may help.
  TRANSIENT("transient"),
  /// The other system asked for patience.
  THROTTLED("throttled"),
  /// No try will help as things are.
  PERMANENT("permanent"),
  /// The other system does not accept the credentials.
  AUTH_FAILED("auth-failed"),
  /// An expression failed.
  MAPPING("mapping"),
  /// A value does not fit a schema.
  VALIDATION("validation"),
  /// No answer came in time.
  TIMEOUT("timeout"),
  /// More than the flow or the plan allows.
  LIMIT("limit"),
  /// Somebody said no.
  REJECTED("rejected"),
  /// The flow that was called failed.
  FLOW_FAILED("flow-failed"),
  /// The flow ended itself on purpose.
  STOPPED("stopped");

  private final String id;

  ErrorClass(String id) {
    this.id = id;
  }

  /// Stable text, lower case with dashes.
  public String id() {
    return id;
  }

  /// @throws IllegalArgumentException for any other text
  public static ErrorClass parse(String id) {
    return Arrays.stream(values())
        .filter(value -> value.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no error class: " + id));
  }
}
