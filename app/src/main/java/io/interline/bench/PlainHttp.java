package io.interline.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// As much of HTTP/1.1 as a load generator needs, and as cheap: one head, one body of a told
/// length.
final class PlainHttp {

  private final InputStream in;
  private byte[] buffer = new byte[16 << 10];
  private int from;
  private int to;

  PlainHttp(InputStream in) {
    this.in = in;
  }

  /// @param head request or status line with headers, as Latin-1
  @SuppressWarnings("ArrayRecordComponent")
  record Message(String head, byte[] body) {

    int status() {
      return Integer.parseInt(head.substring(9, 12));
    }

    String path() {
      return head.split(" ", 3)[1];
    }

    /// Empty when there is none.
    String header(String name) {
      int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("\r\n" + name + ":");
      if (at < 0) return "";
      int start = at + name.length() + 3;
      return head.substring(start, head.indexOf("\r\n", start)).strip();
    }
  }

  /// The next message.
  ///
  /// @throws EOFException when the other side has closed
  Message read() throws IOException {
    int end = endOfHead();
    String head = new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
    from = end;
    var message = new Message(head, new byte[0]);
    String length = message.header("content-length");
    if (length.isEmpty()) return message;
    byte[] body = new byte[Integer.parseInt(length)];
    for (int have = 0; have < body.length; ) {
      if (from == to) fill();
      int take = Math.min(to - from, body.length - have);
      System.arraycopy(buffer, from, body, have, take);
      from += take;
      have += take;
    }
    return new Message(head, body);
  }

  private int endOfHead() throws IOException {
    int at = from;
    while (true) {
      for (; at + 3 < to; at++)
        if (buffer[at] == '\r'
            && buffer[at + 1] == '\n'
            && buffer[at + 2] == '\r'
            && buffer[at + 3] == '\n') return at + 4;
      int shift = from;
      fill();
      if (from != shift) at -= shift;
    }
  }

  private void fill() throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
    } else if (to == buffer.length) {
      if (from == 0) buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    int read = in.read(buffer, to, buffer.length - to);
    if (read < 0) throw new EOFException();
    to += read;
  }
}
