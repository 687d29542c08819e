package io.interline.connector.internal.network;

import io.interline.connector.spi.Call.HttpResponse;
import io.interline.connector.spi.ConnectorException.Permanent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// Unpacks answers: `gzip` and `deflate` (RFC 9110, 8.4.1), within bounds. An answer in another
/// coding, or a broken one, stays as it is, and so does its header `content-encoding`, by which it
/// is known to be packed.
final class Unpacking {

  /// A small answer may be anything; a larger one may not have been made to fill the memory.
  private static final int FREE_BYTES = 1 << 20;

  private static final int MOST_TIMES = 200;

  private Unpacking() {}

  /// @param maxBytes of the unpacked answer
  /// @throws Permanent when it grows beyond its bounds
  static HttpResponse unpacked(HttpResponse response, int maxBytes) throws Permanent {
    String coding = response.headers().get("content-encoding");
    if (coding == null || response.body().length == 0) return response;
    var body = unpacked(coding.strip().toLowerCase(Locale.ROOT), response.body(), maxBytes);
    if (body == null) return response;
    var headers = new LinkedHashMap<>(response.headers());
    headers.remove("content-encoding");
    headers.remove("content-length");
    return new HttpResponse(response.status(), headers, body);
  }

  private static byte @Nullable [] unpacked(String coding, byte[] packed, int maxBytes)
      throws Permanent {
    return switch (coding) {
      case "", "identity" -> packed;
      case "gzip", "x-gzip" ->
          read(() -> new GZIPInputStream(new ByteArrayInputStream(packed)), packed, maxBytes);
      case "deflate" -> {
        var zlib = read(() -> inflated(packed, false), packed, maxBytes);
        // Some servers leave the frame of RFC 1950 out.
        yield zlib != null ? zlib : read(() -> inflated(packed, true), packed, maxBytes);
      }
      default -> null;
    };
  }

  private static InputStream inflated(byte[] packed, boolean bare) {
    var inflater = new Inflater(bare);
    return new InflaterInputStream(new ByteArrayInputStream(packed), inflater) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }

  /// @return null when the bytes are not what they are said to be
  private static byte @Nullable [] read(Opening opening, byte[] packed, int maxBytes)
      throws Permanent {
    int most = (int) Math.min(maxBytes, Math.max(FREE_BYTES, (long) MOST_TIMES * packed.length));
    try (var in = opening.open()) {
      var bytes = in.readNBytes(most + 1);
      if (bytes.length > most)
        throw new Permanent(
            most == maxBytes
                ? "The answer is larger than " + (maxBytes >> 20) + " MB when it is unpacked"
                : "The packed answer grows to more than "
                    + MOST_TIMES
                    + " times its size: it is not read",
            null);
      return bytes;
    } catch (IOException e) {
      return null;
    }
  }

  private interface Opening {
    InputStream open() throws IOException;
  }
}
