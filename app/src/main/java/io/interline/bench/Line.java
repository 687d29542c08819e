package io.interline.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One connection that waits for each answer.
final class Line implements AutoCloseable {
  private final Socket socket;
  private final PlainHttp in;

  Line(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new PlainHttp(socket.getInputStream());
  }

  static byte[] head(String path, int length) {
    var head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  /// Sends a part of a request.
  void send(byte[] part) throws IOException {
    socket.getOutputStream().write(part);
  }

  /// @return the status of the answer
  int post(String path, byte[] body) throws IOException {
    byte[] start = head(path, body.length);
    byte[] request = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    send(request);
    return in.read().status();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
