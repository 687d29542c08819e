package io.interline.flow.internal.expression;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// A set of code points, as ranges. Immutable.
final class CodePoints {

  private static final int MAX = Character.MAX_CODE_POINT;

  static final CodePoints NONE = new CodePoints(new int[0]);
  static final CodePoints ALL = range(0, MAX);

  /// Where it changes between out and in: beginnings and ends, the ends exclusive.
  private final int[] bounds;

  private CodePoints(int[] bounds) {
    this.bounds = bounds;
  }

  static CodePoints of(int... points) {
    var all = NONE;
    for (int point : points) all = all.or(range(point, point));
    return all;
  }

  static CodePoints range(int first, int last) {
    return new CodePoints(new int[] {first, last + 1});
  }

  /// Those that a rule holds for: looks at all that there are.
  static CodePoints where(IntPredicate rule) {
    int[] bounds = new int[64];
    int size = 0;
    boolean in = false;
    for (int point = 0; point <= MAX + 1; point++) {
      boolean now = point <= MAX && rule.test(point);
      if (now == in) continue;
      if (size == bounds.length) bounds = Arrays.copyOf(bounds, 2 * size);
      bounds[size++] = point;
      in = now;
    }
    return new CodePoints(Arrays.copyOf(bounds, size));
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  boolean has(int point) {
    int at = Arrays.binarySearch(bounds, point);
    return (at >= 0 ? at : -at - 2) % 2 == 0;
  }

  /// Those of these that a rule holds for.
  CodePoints keep(IntPredicate rule) {
    int[] kept = new int[16];
    int size = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      for (int point = bounds[i]; point < bounds[i + 1]; point++) {
        if (!rule.test(point)) continue;
        if (size > 0 && kept[size - 1] == point) {
          kept[size - 1] = point + 1;
          continue;
        }
        if (size == kept.length) kept = Arrays.copyOf(kept, 2 * size);
        kept[size++] = point;
        kept[size++] = point + 1;
      }
    }
    return new CodePoints(Arrays.copyOf(kept, size));
  }

  int ranges() {
    return bounds.length / 2;
  }

  CodePoints or(CodePoints other) {
    return merged(other, true);
  }

  CodePoints and(CodePoints other) {
    return merged(other, false);
  }

  CodePoints not() {
    if (isEmpty()) return ALL;
    boolean zero = bounds[0] == 0;
    boolean max = bounds[bounds.length - 1] == MAX + 1;
    int from = zero ? 1 : 0;
    int to = bounds.length - (max ? 1 : 0);
    int[] inverted = new int[to - from + (zero ? 0 : 1) + (max ? 0 : 1)];
    System.arraycopy(bounds, from, inverted, zero ? 0 : 1, to - from);
    if (!max) inverted[inverted.length - 1] = MAX + 1;
    return new CodePoints(inverted);
  }

  private CodePoints merged(CodePoints other, boolean either) {
    int[] mine = bounds;
    int[] theirs = other.bounds;
    int[] merged = new int[mine.length + theirs.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < mine.length || j < theirs.length) {
      int next =
          Math.min(i < mine.length ? mine[i] : MAX + 2, j < theirs.length ? theirs[j] : MAX + 2);
      if (i < mine.length && mine[i] == next) i++;
      if (j < theirs.length && theirs[j] == next) j++;
      boolean in = either ? i % 2 == 1 || j % 2 == 1 : i % 2 == 1 && j % 2 == 1;
      if (in != (size % 2 == 1)) merged[size++] = next;
    }
    return new CodePoints(Arrays.copyOf(merged, size));
  }

  /// In the words of RE2/J.
  String pattern() {
    if (isEmpty()) return "[^\\x{0}-\\x{10FFFF}]";
    var pattern = new StringBuilder("[");
    for (int i = 0; i < bounds.length; i += 2) {
      pattern.append(escaped(bounds[i]));
      if (bounds[i + 1] - 1 > bounds[i]) pattern.append('-').append(escaped(bounds[i + 1] - 1));
    }
    return pattern.append(']').toString();
  }

  private static String escaped(int point) {
    return "\\x{" + Integer.toHexString(point) + "}";
  }
}
