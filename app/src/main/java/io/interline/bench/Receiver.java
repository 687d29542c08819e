package io.interline.bench;

import io.interline.bench.PlainHttp.Message;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// The system that flows deliver to: takes everything, answers 200.
public final class Receiver implements AutoCloseable {

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"ok\":true}"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket socket;
  private final Consumer<Delivery> sink;

  /// A request that came in.
  ///
  /// @param key its idempotency key
  public record Delivery(String path, String key, String body) {}

  /// @param sink told of each delivery before it is answered, from many threads
  public Receiver(Consumer<Delivery> sink) throws IOException {
    this.sink = sink;
    this.socket = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::acceptAll);
  }

  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void acceptAll() {
    try {
      while (true) {
        var connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (SocketException e) {
      // closed
    } catch (IOException e) {
      System.err.println("receiver: " + e.getMessage());
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      var in = new PlainHttp(connection.getInputStream());
      var out = connection.getOutputStream();
      while (true) {
        Message request = in.read();
        String body = new String(request.body(), StandardCharsets.UTF_8);
        sink.accept(new Delivery(request.path(), request.header("idempotency-key"), body));
        out.write(ANSWER);
      }
    } catch (EOFException | SocketException e) {
      // the other side has had enough
    } catch (IOException e) {
      System.err.println("receiver: " + e.getMessage());
    }
  }
}
