package io.interline.flow.internal.expression;

/// A place in a source.
///
/// @param line counted from 1, as `column` is
public record SourcePlace(int line, int column) {

  /// Of the character with an index.
  public static SourcePlace of(String source, int offset) {
    int end = Math.min(offset, source.length());
    int line = 1;
    int begin = 0;
    for (int i = 0; i < end; i++) {
      if (source.charAt(i) != '\n') continue;
      line++;
      begin = i + 1;
    }
    return new SourcePlace(line, end - begin + 1);
  }
}
