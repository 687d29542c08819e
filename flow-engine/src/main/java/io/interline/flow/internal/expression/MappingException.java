package io.interline.flow.internal.expression;

import org.jspecify.annotations.Nullable;

/// A mapping, template or condition that cannot be compiled or evaluated. The message is fit for
/// the person who wrote it and says where.
public final class MappingException extends RuntimeException {

  /// What went wrong.
  public enum Kind {
    /// The source is no JSLT.
    SYNTAX,
    /// The source is fine, but not for this input: a wrong type, a division by zero, `error(…)`.
    RUNTIME,
    /// More steps than allowed.
    FUEL,
    /// Took too long.
    TIME,
    /// Nested or called too deep.
    DEPTH,
    /// Something too large was given or built.
    SIZE,
    /// The thread was interrupted, and still is. No fault of the mapping: the work may be done
    /// again.
    INTERRUPTED
  }

  private final Kind kind;
  private final String reason;
  private final int line;
  private final int column;
  private final String pointer;

  MappingException(
      Kind kind, String reason, int line, int column, String pointer, @Nullable Throwable cause) {
    super(line > 0 ? reason + " (line " + line + ", column " + column + ")" : reason, cause);
    this.kind = kind;
    this.reason = reason;
    this.line = line;
    this.column = column;
    this.pointer = pointer;
  }

  /// A mistake that has no place of its own.
  static MappingException of(Kind kind, String reason) {
    return new MappingException(kind, reason, 0, 0, "", null);
  }

  /// The same, of a text in a template.
  MappingException at(String template) {
    return new MappingException(kind, reason, line, column, template, this);
  }

  /// The same, of an expression that is part of a text in a template.
  MappingException within(String template, int firstLine, int firstColumn) {
    int lineThere = line == 0 ? firstLine : firstLine + line - 1;
    int columnThere = line == 0 ? firstColumn : line == 1 ? firstColumn + column - 1 : column;
    return new MappingException(kind, reason, lineThere, columnThere, template, this);
  }

  public Kind kind() {
    return kind;
  }

  /// What is wrong, without the place.
  public String reason() {
    return reason;
  }

  /// Counted from 1; 0 when unknown. In a template: of the text that [#pointer()] names.
  public int line() {
    return line;
  }

  /// Counted from 1; 0 when unknown.
  public int column() {
    return column;
  }

  /// RFC 6901 pointer to the text in a template; empty for its root and for mappings.
  public String pointer() {
    return pointer;
  }

  /// Whether a limit was spent, rather than a mistake made.
  public boolean isLimit() {
    return kind != Kind.SYNTAX && kind != Kind.RUNTIME;
  }
}
