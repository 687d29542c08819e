package io.interline.flow.internal.ingest;

import io.interline.tenant.JsonWeight;
import io.interline.tenant.MemoryBudget;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;

/// Reads bodies: within a time that grows with what has come, up to a limit of bytes and of JSON
/// values, and with memory taken for what is there, never for what is announced.
final class BodyReader {

  /// So little is read before memory is asked for: a connection of the web server takes as much.
  private static final int FREE_OF_CHARGE = 8 << 10;

  private static final int CHUNK = 64 << 10;
  private static final int READS_AT_ONCE = 8;
  private static final long MOST_DISCARDED = 64L << 20;

  private final IngestSettings settings;
  private final LongSupplier nanos;

  /// @param nanos a clock that never goes back
  BodyReader(IngestSettings settings, LongSupplier nanos) {
    this.settings = settings;
    this.nanos = nanos;
  }

  /// Reads a body as it came.
  ///
  /// @param isJson false for one that is packed, whose values cannot be counted yet
  byte[] read(WebhookCall call, boolean isJson, int limit, MemoryBudget.Charge memory)
      throws IOException, Refusal, InterruptedException {
    var body = new Body(call.body(), true, isJson, limit, memory);
    if (call.length() > limit) throw body.tooLarge();
    try {
      return body.read(call.length());
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause())
        if (cause instanceof SocketTimeoutException) throw tooSlow();
      throw e;
    }
  }

  /// Unpacks a body that was read. Ends at the limit, however little it came from.
  byte[] unpack(byte[] packed, int limit, MemoryBudget.Charge memory)
      throws Refusal, InterruptedException {
    try (var unpacked = new GZIPInputStream(new java.io.ByteArrayInputStream(packed), CHUNK)) {
      return new Body(unpacked, false, true, limit, memory).read(-1);
    } catch (IOException e) {
      throw new Refusal(
          400, "gzip-malformed", "Not packed as it says", "The body is not sound gzip.");
    }
  }

  private static Refusal tooSlow() {
    return new Refusal(
        408, "body-too-slow", "The body came too slowly", "Send the whole message at once.");
  }

  /// One body under way.
  private final class Body {
    private final InputStream in;
    private final boolean isFromSender;
    private final boolean isJson;
    private final int limit;
    private final MemoryBudget.Charge memory;
    private final long held;
    private final long began = nanos.getAsLong();
    private final JsonWeight weight = new JsonWeight();
    private final List<byte[]> chunks = new ArrayList<>(2);
    private int inLast;
    private long size;

    Body(
        InputStream in,
        boolean isFromSender,
        boolean isJson,
        int limit,
        MemoryBudget.Charge memory) {
      this.in = in;
      this.isFromSender = isFromSender;
      this.isJson = isJson;
      this.limit = limit;
      this.memory = memory;
      this.held = memory.taken();
    }

    byte[] read(long announced) throws IOException, Refusal, InterruptedException {
      chunks.add(
          new byte
              [(int) Math.clamp(announced < 0 ? FREE_OF_CHARGE : announced, 1, FREE_OF_CHARGE)]);
      while (size != announced) {
        byte[] last = chunks.getLast();
        if (inLast == last.length) last = nextChunk(announced);
        int read = in.read(last, inLast, last.length - inLast);
        if (read < 0) break;
        count(last, read);
      }
      if (size < announced)
        throw new Refusal(
            400, "body-cut-off", "The body was cut off", "It ended before its Content-Length.");
      charge();
      return joined();
    }

    private byte[] nextChunk(long announced) throws Refusal, InterruptedException {
      charge();
      letOthersGo(chunks.size());
      long left = announced < 0 ? CHUNK : announced - size;
      chunks.add(new byte[(int) Math.min(CHUNK, left)]);
      inLast = 0;
      return chunks.getLast();
    }

    private void count(byte[] chunk, int read) throws IOException, Refusal {
      if (isJson) weight.count(chunk, inLast, read);
      inLast += read;
      size += read;
      if (size > limit) throw tooLarge();
      if (isJson && weight.isTooMany()) throw tooManyValues();
      checkTime(size);
    }

    private void checkTime(long came) throws Refusal {
      var more = Duration.ofMillis(1_000 * came / settings.bodyBytesPerSecond());
      if (nanos.getAsLong() - began > settings.bodyWithin().plus(more).toNanos()) throw tooSlow();
    }

    private void charge() throws Refusal, InterruptedException {
      long now = isJson ? weight.inMemory() : size;
      if (!memory.growTo(held + now, settings.memoryWithin()))
        throw new Refusal(
            503,
            "hub-busy",
            "The hub is busy",
            "Too many large messages at once; send it again in a moment.",
            Duration.ofSeconds(2));
    }

    private byte[] joined() {
      byte[] first = chunks.getFirst();
      if (chunks.size() == 1 && first.length == size) return first;
      byte[] whole = new byte[(int) size];
      int at = 0;
      for (byte[] chunk : chunks) {
        int length = (int) Math.min(chunk.length, size - at);
        System.arraycopy(chunk, 0, whole, at, length);
        at += length;
      }
      chunks.clear();
      return whole;
    }

    private Refusal tooLarge() throws IOException, Refusal {
      discard();
      return new Refusal(
          413,
          "payload-too-large",
          "The message is too large",
          "A message may have at most " + limit + " bytes.");
    }

    private Refusal tooManyValues() throws IOException, Refusal {
      discard();
      return new Refusal(
          413,
          "json-too-many-values",
          "The message has too many values",
          "A message may hold at most "
              + JsonWeight.MOST_VALUES
              + " objects, lists, fields and items; send it in several.");
    }

    /// The rest is read and thrown away, as most clients read an answer only after they have sent
    /// all.
    private void discard() throws IOException, Refusal {
      chunks.clear();
      memory.shrinkTo(held);
      if (!isFromSender) return;
      byte[] waste = new byte[CHUNK];
      long came = size;
      int read = 0;
      for (int reads = 1; read >= 0 && came - size < MOST_DISCARDED; reads++) {
        read = in.read(waste);
        came += Math.max(0, read);
        checkTime(came);
        letOthersGo(reads);
      }
    }

    /// Processors are given back now and then: bytes may come as fast as they are read.
    private static void letOthersGo(int reads) {
      if (reads % READS_AT_ONCE == 0 && Thread.currentThread().isVirtual())
        LockSupport.parkNanos(1);
    }
  }
}
