package io.interline.connector.internal.network;

import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.ConnectorException.Transient;
import io.interline.tenant.JsonWeight;
import io.interline.tenant.MemoryBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;

/// Memory for what other systems answer, taken from the charge of the call under way: for the bytes
/// as they come, and for the tree before it is made. Outside of a call nothing is charged.
public final class CallMemory {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CHUNK = 64 << 10;

  private CallMemory() {}

  /// Takes memory for the tree of a JSON text.
  ///
  /// @throws Permanent when it holds more values than the hub takes
  /// @throws Transient when there is no memory in time
  public static void takeTree(byte[] json) throws ConnectorException, InterruptedException {
    var weight = new JsonWeight();
    weight.count(json, 0, json.length);
    if (weight.isTooMany())
      throw new Permanent(
          "The answer holds more than "
              + JsonWeight.MOST_VALUES
              + " objects, lists, fields and items; ask for less of it at a time",
          null);
    if (!take(weight.inMemory()))
      throw new Transient("The hub has no memory for the answer now", null);
  }

  /// Reads a body to its end.
  ///
  /// @param announced its length, or negative
  /// @param most bytes
  /// @return absent when it is longer
  static byte @org.jspecify.annotations.Nullable [] read(InputStream body, long announced, int most)
      throws IOException {
    if (announced > most) return null;
    if (announced >= 0 && announced <= CHUNK) return body.readNBytes((int) announced);
    var chunks = new ArrayList<byte[]>();
    int size = 0;
    for (byte[] chunk = body.readNBytes(CHUNK); chunk.length > 0; chunk = body.readNBytes(CHUNK)) {
      size += chunk.length;
      if (size > most) return null;
      takeBytes(chunk.length);
      chunks.add(chunk);
    }
    byte[] whole = new byte[size];
    int at = 0;
    for (byte[] chunk : chunks) {
      System.arraycopy(chunk, 0, whole, at, chunk.length);
      at += chunk.length;
    }
    return whole;
  }

  private static void takeBytes(int bytes) throws IOException {
    try {
      if (!take(bytes)) throw new IOException("the hub has no memory for the answer now");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted during a call");
    }
  }

  private static boolean take(long bytes) throws InterruptedException {
    var charge = MemoryBudget.current();
    return charge.isEmpty() || charge.get().grow(bytes, PATIENCE);
  }
}
