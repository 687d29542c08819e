package io.interline.flow.internal.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads bodies up to a limit, and not more of them into memory.
final class BodyReader {

  private static final int FIRST = 8 << 10;
  private static final long MOST_DISCARDED = 64L << 20;

  private BodyReader() {}

  /// @param announced Content-Length, or -1
  static byte[] read(InputStream body, long announced, int limit, ByteBudget.Share budget)
      throws IOException, Refusal {
    if (announced > limit) throw tooLarge(body, limit);
    if (announced >= 0) {
      budget.growTo((int) announced);
      byte[] bytes = body.readNBytes((int) announced);
      if (bytes.length < announced)
        throw new Refusal(
            400, "body-cut-off", "The body was cut off", "It ended before its Content-Length.");
      return bytes;
    }
    byte[] bytes = new byte[FIRST];
    int size = 0;
    while (true) {
      if (size == bytes.length) {
        budget.growTo(2 * bytes.length);
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      }
      int read = body.read(bytes, size, bytes.length - size);
      if (read < 0) return Arrays.copyOf(bytes, size);
      size += read;
      if (size > limit) throw tooLarge(body, limit);
    }
  }

  /// The rest is read and thrown away, as most clients read an answer only after they have sent
  /// all.
  private static Refusal tooLarge(InputStream rest, int limit) throws IOException {
    byte[] waste = new byte[64 << 10];
    long discarded = 0;
    for (int read = 0; read >= 0 && discarded < MOST_DISCARDED; discarded += read)
      read = rest.read(waste);
    return new Refusal(
        413,
        "payload-too-large",
        "The message is too large",
        "A message may have at most " + limit + " bytes.");
  }
}
