package io.interline.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With real sockets. The web server's own timeout, between two bytes, never ends any of these.
class PunctualHttpTest {

  private static final String WHOLE = "POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 2\r\n\r\nhi";

  private static final String POST = "POST / HTTP/1.1\r\nHost: hub\r\n";
  private static final List<String> DRIPPING =
      List.of(
          "G", // the request line
          "\r\n", // empty lines before it
          "GET / HTTP/1.1\r\nX-Long: ", // a header
          WHOLE + "GET / HTTP/1.1\r\nX-Long: ", // one of a second request
          POST + "Content-Length: 100000\r\n\r\n",
          POST + "Transfer-Encoding: chunked\r\n\r\n5;name=", // a chunk's head
          POST + "Transfer-Encoding: chunked\r\n\r\n0\r\nX-End: ", // what follows the chunks
          POST.replace("/ ", "/refused ") + "Content-Length: 100000\r\n\r\n"); // nobody reads it
  private static final Duration DEADLINE = Duration.ofMillis(1_500);

  private static Tomcat tomcat;
  private static int port;
  private static ScheduledExecutorService drips;

  @BeforeAll
  static void start(@TempDir Path folder) throws LifecycleException {
    tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    var connector = new Connector(PunctualHttp.class.getName());
    connector.setPort(0);
    var http = (PunctualHttp) connector.getProtocolHandler();
    http.setAddress(InetAddress.getLoopbackAddress());
    http.setConnectionTimeout(120_000);
    http.setExecutor(new VirtualThreadExecutor("test-"));
    http.setDeadlines(new RequestDeadlines(DEADLINE, DEADLINE, 1_000));
    tomcat.setConnector(connector);
    var context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "reading", new Reading());
    Tomcat.addServlet(context, "refusing", new Refusing());
    context.addServletMappingDecoded("/*", "reading");
    context.addServletMappingDecoded("/refused/*", "refusing");
    tomcat.start();
    port = connector.getLocalPort();
    drips = Executors.newSingleThreadScheduledExecutor();
  }

  @AfterAll
  static void stop() throws LifecycleException {
    drips.shutdownNow();
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void whatDripsEnds() throws IOException {
    var sockets = new LinkedHashMap<Socket, String>();
    for (String begin : DRIPPING) sockets.put(connect(begin), begin);
    try {
      var going = new ConcurrentHashMap<>(sockets);
      for (var socket : sockets.keySet())
        dripUntilEnded(
            socket, sockets.get(socket).isBlank() ? "\r\n" : "7", () -> going.remove(socket));

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(going.values()).isEmpty());
    } finally {
      for (var socket : sockets.keySet()) socket.close();
    }
  }

  @Test
  void timeLeftForTheHeadIsNotThatOfTheBody() throws Exception {
    try (var socket = connect("POST / HTTP/1.1\r\nHo")) {
      later(700, socket, "st: ").get();
      later(100, socket, "hub\r\nContent-Length: 2\r\n\r\n").get();
      later(1_000, socket, "hi").get();

      assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("read 2");
    }
  }

  @Test
  void connectionOutlastsItsRequests() throws Exception {
    try (var socket = connect(WHOLE)) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("read 2");

      later(3_000, socket, WHOLE).get();

      assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("read 2");
    }
  }

  @Test
  void bodyThatComesFastEnoughMayTakeLonger() throws Exception {
    String piece = "x".repeat(400);
    try (var socket = connect("POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 6000\r\n\r\n")) {
      for (int i = 0; i < 15; i++) later(100, socket, piece).get();

      assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("read 6000");
    }
  }

  private static ScheduledFuture<?> later(int millis, Socket socket, String bytes) {
    return drips.schedule(
        () -> {
          socket.getOutputStream().write(bytes.getBytes(US_ASCII));
          return null;
        },
        millis,
        TimeUnit.MILLISECONDS);
  }

  /// The other side ends a connection by an end of what it sends, or a reset.
  private static void dripUntilEnded(Socket socket, String drip, Runnable ended) {
    var dripping =
        drips.scheduleWithFixedDelay(
            () -> {
              try {
                socket.getOutputStream().write(drip.getBytes(US_ASCII));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            0,
            50,
            TimeUnit.MILLISECONDS);
    Thread.startVirtualThread(
        () -> {
          try (var in = socket.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
          } catch (SocketTimeoutException e) {
            return; // still going
          } catch (IOException e) {
            // A reset.
          } finally {
            dripping.cancel(false);
          }
          ended.run();
        });
  }

  private static Socket connect(String begin) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    socket.getOutputStream().write(begin.getBytes(US_ASCII));
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    var in = socket.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.read());
    var length = Pattern.compile("Content-Length: (\\d+)").matcher(head);
    assertThat(length.find()).isTrue();
    return head + new String(in.readNBytes(Integer.parseInt(length.group(1))), US_ASCII);
  }

  private static final class Reading extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] body = request.getInputStream().readAllBytes();
      byte[] answer = ("read " + body.length).getBytes(US_ASCII);
      response.setContentLength(answer.length);
      response.getOutputStream().write(answer);
    }
  }

  private static final class Refusing extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(401);
    }
  }
}
