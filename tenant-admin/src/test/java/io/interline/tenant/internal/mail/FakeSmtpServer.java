package io.interline.tenant.internal.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// As much of a mail server (RFC 5321) as one mail at a time needs.
final class FakeSmtpServer implements AutoCloseable {

  /// Whole dialogues: what the client said, lines joined.
  final BlockingQueue<String> dialogues = new LinkedBlockingQueue<>();

  private final ServerSocket socket;

  FakeSmtpServer() throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void serve() {
    try {
      while (true) {
        try (var client = socket.accept()) {
          talk(client);
        }
      }
    } catch (SocketException e) {
      // closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void talk(Socket client) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    var out = client.getOutputStream();
    var said = new StringBuilder();
    boolean data = false;
    answer(out, "220 fake");
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      said.append(line).append('\n');
      if (data) {
        if (!line.equals(".")) continue;
        data = false;
        answer(out, "250 taken");
      } else if (line.equals("DATA")) {
        data = true;
        answer(out, "354 go on");
      } else if (line.equals("QUIT")) {
        answer(out, "221 bye");
        break;
      } else answer(out, "250 ok");
    }
    dialogues.add(said.toString());
  }

  private static void answer(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
