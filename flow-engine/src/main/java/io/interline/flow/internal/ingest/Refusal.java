package io.interline.flow.internal.ingest;

import io.interline.flow.internal.schema.SchemaViolation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a request is not taken, as a problem document (RFC 9457) will say it.
final class Refusal extends Exception {

  private final int status;
  private final String code;
  private final String title;
  private final @Nullable Duration retryAfter;
  private final List<SchemaViolation> violations;

  Refusal(int status, String code, String title, String detail) {
    this(status, code, title, detail, null, List.of());
  }

  Refusal(int status, String code, String title, String detail, Duration retryAfter) {
    this(status, code, title, detail, retryAfter, List.of());
  }

  Refusal(String detail, List<SchemaViolation> violations) {
    this(422, "message-invalid", "The message does not fit the schema", detail, null, violations);
  }

  private Refusal(
      int status,
      String code,
      String title,
      String detail,
      @Nullable Duration retryAfter,
      List<SchemaViolation> violations) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.title = title;
    this.retryAfter = retryAfter;
    this.violations = List.copyOf(violations);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String title() {
    return title;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  /// When to try again, where that may help.
  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  List<SchemaViolation> violations() {
    return violations;
  }
}
