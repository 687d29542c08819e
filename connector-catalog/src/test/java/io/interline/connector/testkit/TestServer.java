package io.interline.connector.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A real HTTP server on the loopback interface that answers as it is told and remembers what it
/// was asked.
public final class TestServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Answer> answers = _ -> Answer.of(200, "");

  /// A request as it came in. Header names are in lower case.
  public record Request(String method, String uri, Map<String, String> headers, String body) {}

  /// What the server does with every request.
  public record Answer(int status, Map<String, String> headers, byte[] body, boolean silent) {

    /// JSON, or text that begins with neither brace nor bracket.
    public static Answer of(int status, String body) {
      boolean json = body.startsWith("{") || body.startsWith("[");
      return new Answer(
          status,
          Map.of("Content-Type", json ? "application/json" : "text/plain"),
          body.getBytes(StandardCharsets.UTF_8),
          false);
    }

    /// Never comes.
    public static Answer never() {
      return new Answer(200, Map.of(), new byte[0], true);
    }

    /// The same answer with one header more.
    public Answer with(String name, String value) {
      var more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Answer(status, more, body, silent);
    }
  }

  private TestServer(HttpServer server) {
    this.server = server;
  }

  /// Starts one on a free port.
  public static TestServer start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var server = new TestServer(HttpServer.create(address, 0));
      server.server.setExecutor(server.threads);
      server.server.createContext("/", server::handle);
      server.server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its base address, without a slash at the end.
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Answers so from now on.
  public void answer(Answer next) {
    answers = _ -> next;
  }

  /// Answers each request so from now on.
  public void answer(Function<Request, Answer> next) {
    answers = next;
  }

  /// All requests so far.
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /// The newest request.
  public Request last() {
    return requests.getLast();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var request =
        new Request(
            exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
    requests.add(request);
    var now = answers.apply(request);
    if (now.silent()) {
      awaitClose();
      return;
    }
    now.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean empty = now.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(now.status(), empty ? -1 : now.body().length);
    if (!empty) exchange.getResponseBody().write(now.body());
    exchange.close();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
