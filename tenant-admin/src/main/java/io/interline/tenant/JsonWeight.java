package io.interline.tenant;

/// What JSON weighs in memory once it is a tree, found from its bytes before anything is made of
/// them: `[[],[],…]` of 3 bytes each becomes twenty times as much. Counts values as the bytes come
/// in, in any number of pieces. For one thread.
///
/// ```java
/// var weight = new JsonWeight();
/// weight.count(bytes, 0, bytes.length);
/// if (weight.values() > JsonWeight.MOST_VALUES) …
/// ```
public final class JsonWeight {

  /// Values that a message may hold: as many as 16 MB of everyday JSON do, and fewer where the heap
  /// is small.
  public static final int MOST_VALUES =
      (int) Math.clamp(Runtime.getRuntime().maxMemory() / 1_280, 100_000, 1_000_000);

  /// About what an object, a list or a number takes with its place in what holds it.
  private static final int BYTES_A_VALUE = 96;

  private long bytes;
  private long values = 1;
  private boolean wide;
  private boolean inText;
  private boolean escaped;

  /// The weight of a whole text.
  public static long of(byte[] json) {
    var weight = new JsonWeight();
    weight.count(json, 0, json.length);
    return weight.inMemory();
  }

  /// The weight of so many values out of so many bytes.
  public static long of(long bytes, long values) {
    return 2 * bytes + BYTES_A_VALUE * values;
  }

  /// Counts a further piece. A comma separates values and a bracket holds at least one, so that
  /// their number is never too small.
  public void count(byte[] piece, int from, int length) {
    if (bytes == 0) wide = isWide(piece, from, length);
    bytes += length;
    if (wide) {
      values += length / 2;
      return;
    }
    int end = from + length;
    long found = 0;
    boolean text = inText;
    boolean skip = escaped;
    for (int i = from; i < end; i++) {
      byte b = piece[i];
      if (text) {
        if (skip) skip = false;
        else if (b == '\\') skip = true;
        else if (b == '"') text = false;
      } else if (b == '"') {
        text = true;
      } else if (b == ',' || b == '[' || b == '{') {
        found++;
      }
    }
    values += found;
    inText = text;
    escaped = skip;
  }

  /// UTF-16 and UTF-32, in which every second byte may look like a quote. Few readers take them.
  private static boolean isWide(byte[] piece, int from, int length) {
    if (length < 2) return false;
    byte first = piece[from];
    byte second = piece[from + 1];
    return first == 0 || second == 0 || first == (byte) 0xFE || first == (byte) 0xFF;
  }

  /// Values found so far, at least; each item and field counts, and so do their holders.
  public long values() {
    return values;
  }

  public boolean isTooMany() {
    return values > MOST_VALUES;
  }

  /// Bytes of memory: the text itself, the texts of the tree, and its values.
  public long inMemory() {
    return of(bytes, values);
  }
}
