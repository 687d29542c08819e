package io.interline.connector.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.interline.connector.spi.Call.HttpResponse;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.ConnectorException.Transient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// Against real servers on the loopback interface.
@Timeout(30)
class GuardedNetworkTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final byte[] NOTHING = new byte[0];

  private final HttpServer server = server();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final GuardedNetwork network = network(List.of("127.0.0.0/8", "::1/128"), 1_000_000);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    finished.countDown();
    network.close();
    server.stop(0);
  }

  @Test
  void sendsAndReceives() throws Exception {
    var seen = new AtomicReference<String>();
    on(
        "/echo",
        exchange -> {
          seen.set(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Test")
                  + " "
                  + exchange.getRequestHeaders().get("Host"));
          answer(exchange, 201, exchange.getRequestBody().readAllBytes());
        });

    var response =
        network.send("POST", at("/echo?a=b"), Map.of("X-Test", "yes"), utf8("{\"n\":1}"), LONG);

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.body()).isEqualTo(utf8("{\"n\":1}"));
    assertThat(response.headers()).containsKey("date");
    assertThat(seen).hasValue("POST /echo?a=b yes [127.0.0.1:" + port() + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"})
  void knowsEveryMethod(String method) throws Exception {
    on("/", exchange -> answer(exchange, 204, NOTHING));

    assertThat(network.send(method, at("/"), Map.of(), NOTHING, LONG).status()).isEqualTo(204);
  }

  @Test
  void usesOneConnectionForManyRequests() throws Exception {
    var ports = new ArrayList<Integer>();
    on(
        "/",
        exchange -> {
          ports.add(exchange.getRemoteAddress().getPort());
          answer(exchange, 200, utf8("ok"));
        });

    for (int i = 0; i < 5; i++) get("/", LONG);

    assertThat(ports).hasSize(5).containsOnly(ports.getFirst());
  }

  @Test
  void endsAtTheDeadlineWhenNothingComes() {
    on("/", exchange -> awaitEnd());

    assertThatThrownBy(() -> get("/", SHORT))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("No complete answer from 127.0.0.1")
        .hasMessageContaining("300 ms");
  }

  @Test
  void endsAtTheDeadlineThoughBytesKeepDripping() throws IOException {
    try (var dripping = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> drip(dripping));
      var target = "http://127.0.0.1:" + dripping.getLocalPort() + "/";

      assertThatThrownBy(
              () ->
                  network.send(
                      "GET", Target.parse(target), Map.of(), NOTHING, Duration.ofMillis(500)))
          .isInstanceOf(Transient.class)
          .hasMessageContaining("No complete answer");
    }
  }

  @Test
  void endsAtTheDeadlineThoughNobodyReadsTheRequest() throws IOException {
    try (var deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var target = "http://127.0.0.1:" + deaf.getLocalPort() + "/";

      assertThatThrownBy(
              () ->
                  network.send("POST", Target.parse(target), Map.of(), new byte[16_000_000], SHORT))
          .isInstanceOf(Transient.class)
          .hasMessageContaining("No complete answer");
    }
  }

  @Test
  void noTimeLeftMeansNoCall() {
    assertThatThrownBy(() -> get("/", Duration.ZERO)).isInstanceOf(Transient.class);
  }

  @Test
  void brokenConnectionIsTransient() throws IOException {
    try (var resetting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> reset(resetting));
      var target = "http://127.0.0.1:" + resetting.getLocalPort() + "/";

      assertThatThrownBy(() -> network.send("GET", Target.parse(target), Map.of(), NOTHING, LONG))
          .isInstanceOf(Transient.class)
          .hasMessageContaining("broke");
    }
  }

  @Test
  void refusedConnectionIsTransient() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }

    assertThatThrownBy(
            () ->
                network.send(
                    "GET", Target.parse("http://127.0.0.1:" + closed), Map.of(), NOTHING, LONG))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("Nothing answers at 127.0.0.1:" + closed);
  }

  @Test
  void redirectIsAnAnswerLikeAnyOther() throws Exception {
    var followed = new AtomicInteger();
    on(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", at("/there").uri().toString());
          answer(exchange, 302, NOTHING);
        });
    on(
        "/there",
        exchange -> {
          followed.incrementAndGet();
          answer(exchange, 200, NOTHING);
        });

    var response = get("/moved", LONG);

    assertThat(response.status()).isEqualTo(302);
    assertThat(response.headers()).containsKey("location");
    assertThat(followed).hasValue(0);
  }

  @Test
  void announcedHugeAnswerIsRefusedUnread() {
    on(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2_000_000_000L);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          awaitEnd();
        });

    assertThatThrownBy(() -> get("/", LONG))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("larger than");
  }

  @Test
  void endlessAnswerIsCutOff() {
    on(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            while (true) body.write(new byte[65_536]);
          }
        });

    assertThatThrownBy(() -> get("/", LONG))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("larger than");
  }

  @Test
  void connectionsAreFreeAgainAfterFailures() throws Exception {
    on("/bad", exchange -> awaitEnd());
    on("/good", exchange -> answer(exchange, 200, NOTHING));
    for (int i = 0; i < 300; i++) {
      var limit = Duration.ofMillis(5);
      assertThatThrownBy(() -> get("/bad", limit)).isInstanceOf(Transient.class);
    }

    assertThat(get("/good", LONG).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "deflate without frame"})
  void packedAnswerIsUnpacked(String how) throws Exception {
    var packed = packed(how, utf8("{\"name\":\"Zoë\"}"));
    on("/", exchange -> packedAnswer(exchange, how, packed));

    var response = get("/", LONG);

    assertThat(response.body()).isEqualTo(utf8("{\"name\":\"Zoë\"}"));
    assertThat(response.headers()).doesNotContainKey("content-encoding");
  }

  @ParameterizedTest
  @CsvSource({"br, gzip", "gzip, none", "deflate, none", "'gzip, gzip', gzip"})
  void answerThatCannotBeUnpackedStaysPackedAndSaysSo(String said, String how) throws Exception {
    var bytes = how.equals("none") ? utf8("no packed bytes") : packed(how, utf8("text"));
    on("/", exchange -> packedAnswer(exchange, said, bytes));

    var response = get("/", LONG);

    assertThat(response.body()).isEqualTo(bytes);
    assertThat(response.headers()).containsEntry("content-encoding", said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void answerThatGrowsWithoutBoundsIsNotRead(String how) throws Exception {
    var packed = packed(how, new byte[10_000_000]);
    on("/", exchange -> packedAnswer(exchange, how, packed));

    assertThatThrownBy(() -> get("/", LONG)).isInstanceOf(Permanent.class);
    try (var wide = network(List.of("127.0.0.0/8"), 16_777_216)) {
      assertThatThrownBy(() -> wide.send("GET", at("/"), Map.of(), NOTHING, LONG))
          .isInstanceOf(Permanent.class)
          .hasMessageContaining("200 times");
    }
  }

  private static byte[] packed(String how, byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out =
        how.startsWith("deflate")
            ? new DeflaterOutputStream(packed, new Deflater(9, how.endsWith("frame")))
            : new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static void packedAnswer(HttpExchange exchange, String how, byte[] body)
      throws IOException {
    String coding = how.startsWith("deflate") ? "deflate" : how;
    exchange.getResponseHeaders().set("Content-Encoding", coding);
    answer(exchange, 200, body);
  }

  @Test
  void failedRequestIsNotRepeated() {
    var requests = new AtomicInteger();
    on(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.close();
        });

    assertThatThrownBy(() -> get("/", LONG)).isInstanceOf(Transient.class);
    assertThat(requests).hasValue(1);
  }

  @Test
  void cookiesAreNotKept() throws Exception {
    var cookies = new ArrayList<String>();
    on(
        "/",
        exchange -> {
          cookies.add(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
          exchange.getResponseHeaders().set("Set-Cookie", "session=1");
          answer(exchange, 200, NOTHING);
        });

    get("/", LONG);
    get("/", LONG);

    assertThat(cookies).containsOnly("null");
  }

  @Test
  void interruptEndsACall() throws Exception {
    on("/", exchange -> awaitEnd());
    var outcome = new AtomicReference<Throwable>();
    var arrived = new CountDownLatch(1);
    on(
        "/slow",
        exchange -> {
          arrived.countDown();
          awaitEnd();
        });
    var caller =
        Thread.startVirtualThread(
            () -> {
              try {
                get("/slow", LONG);
              } catch (ConnectorException | InterruptedException e) {
                outcome.set(e);
              }
            });
    arrived.await();

    caller.interrupt();
    caller.join();

    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[fd00:ec2::254]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:a00:1::]/",
        "http://167772161/",
        "http://0.0.0.0/",
        "http://100.100.100.200/",
      })
  void literalAddressesAreCheckedToo(String url) {
    assertThatThrownBy(() -> network.send("GET", Target.parse(url), Map.of(), NOTHING, LONG))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("not allowed")
        .hasMessageContaining("interline.network.allow");
  }

  @Test
  void loopbackIsRefusedUnlessAllowed() throws Exception {
    on("/", exchange -> answer(exchange, 200, NOTHING));
    try (var strict = network(List.of(), 1_000)) {
      assertThat(strict.allowsPrivateAddresses()).isFalse();
      for (String host : List.of("127.0.0.1", "localhost", "[::1]", "127.1"))
        assertThatThrownBy(
                () ->
                    strict.send(
                        "GET",
                        Target.parse("http://" + host + ":" + port() + "/"),
                        Map.of(),
                        NOTHING,
                        LONG))
            .as(host)
            .isInstanceOf(Permanent.class);
    }
    assertThat(network.allowsPrivateAddresses()).isTrue();
  }

  @Test
  void nameThatChangesItsAddressIsLookedUpOnce() throws Exception {
    on("/", exchange -> answer(exchange, 200, NOTHING));
    var lookups = new AtomicInteger();
    GuardedResolver.Lookup rebinding =
        host ->
            lookups.getAndIncrement() == 0
                ? InetAddress.getAllByName("127.0.0.1")
                : InetAddress.getAllByName("169.254.169.254");
    try (var rebound =
        new GuardedNetwork(
            new NetworkSettings(List.of("127.0.0.0/8"), Duration.ofSeconds(5), 1_000),
            own(Map.of()),
            rebinding)) {
      var target = Target.parse("http://rebind.test:" + port() + "/");

      assertThat(rebound.send("GET", target, Map.of(), NOTHING, LONG).status()).isEqualTo(200);
      assertThat(lookups).hasValue(1);
    }
  }

  @Test
  void onlyTheAllowedAddressesOfAHostAreConnected() throws Exception {
    on("/", exchange -> answer(exchange, 200, NOTHING));
    GuardedResolver.Lookup mixed =
        host ->
            new InetAddress[] {
              InetAddress.getByName("10.0.0.1"), InetAddress.getByName("127.0.0.1")
            };
    try (var mixedNetwork =
        new GuardedNetwork(
            new NetworkSettings(List.of("127.0.0.0/8"), Duration.ofSeconds(5), 1_000),
            own(Map.of()),
            mixed)) {
      var target = Target.parse("http://mixed.test:" + port() + "/");

      assertThat(mixedNetwork.send("GET", target, Map.of(), NOTHING, LONG).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"local.server.port", "server.port", "local.management.port", "database", "public"})
  void hubItselfIsNeverCalled(String how) throws Exception {
    on("/", exchange -> answer(exchange, 200, utf8("the outbox")));
    var property =
        switch (how) {
          case "database" ->
              Map.<String, Object>of(
                  "interline.database.url", "jdbc:postgresql://localhost:" + port() + "/interline");
          case "public" ->
              Map.<String, Object>of("interline.public-url", "http://hub.test:" + port() + "/");
          default -> Map.<String, Object>of(how, String.valueOf(port()));
        };
    var everywhere = List.of("0.0.0.0/0", "::/0");
    try (var guarded = network(everywhere, 1_000, property)) {
      var hosts =
          how.equals("public")
              ? List.of("hub.test", "HUB.test")
              : List.of("127.0.0.1", "localhost", "127.3.2.1", "[::1]", "0.0.0.0", "[::]");
      for (String host : hosts)
        assertThatThrownBy(
                () ->
                    guarded.send(
                        "GET",
                        Target.parse("http://" + host + ":" + port() + "/outbox"),
                        Map.of(),
                        NOTHING,
                        LONG))
            .as(host)
            .isInstanceOf(Permanent.class)
            .hasMessageContaining("the hub itself");
    }
  }

  @Test
  void hubIsNotCalledAtTheAddressesOfItsInterfaces() throws Exception {
    on("/", exchange -> answer(exchange, 200, NOTHING));
    var addresses =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address)
            .map(InetAddress::getHostAddress)
            .toList();
    try (var guarded = network(List.of("0.0.0.0/0"), 1_000, Map.of("server.port", port() + ""))) {
      for (String address : addresses)
        assertThatThrownBy(
                () ->
                    guarded.send(
                        "GET",
                        Target.parse("http://" + address + ":" + port() + "/"),
                        Map.of(),
                        NOTHING,
                        LONG))
            .as(address)
            .isInstanceOf(Permanent.class);
    }
  }

  @Test
  void onlyTheTestReceiverOfTheHubIsCalled() throws Exception {
    on("/", exchange -> answer(exchange, 200, utf8("a page of the hub")));
    on("/try", exchange -> answer(exchange, 200, utf8("tried")));
    var self = Map.<String, Object>of("local.server.port", String.valueOf(port()));
    try (var guarded = network(List.of("127.0.0.0/8"), 1_000, self)) {
      for (String path : List.of("/try", "/try/", "/try/uk/orders", "/try/A%20B?x=1"))
        assertThat(guarded.send("POST", at(path), Map.of(), NOTHING, LONG).body())
            .as(path)
            .isEqualTo(utf8("tried"));
      for (String path :
          List.of(
              "/outbox",
              "/tryout",
              "//try/x",
              "/try/../outbox",
              "/try/%2e%2e/outbox",
              "/try/.%2E/outbox",
              "/try/..;/outbox",
              "/try/..%3b/outbox",
              "/try/..%2foutbox",
              "/try/..%5coutbox",
              "/try/%252e%252e/outbox",
              "/TRY/x",
              "/x/try"))
        assertThatThrownBy(() -> guarded.send("GET", at(path), Map.of(), NOTHING, LONG))
            .as(path)
            .isInstanceOf(Permanent.class)
            .hasMessageContaining("the hub itself");
    }
  }

  @Test
  void namesTellNothingOfTheNetworkBehindTheHub() throws Exception {
    GuardedResolver.Lookup lookup =
        host -> {
          if (host.equals("secret.internal.test"))
            return new InetAddress[] {InetAddress.getByName("10.0.0.1")};
          throw new UnknownHostException(host);
        };
    try (var guarded =
        new GuardedNetwork(
            new NetworkSettings(List.of(), Duration.ofSeconds(5), 1_000), own(Map.of()), lookup)) {
      var failures = new ArrayList<Throwable>();
      for (String name : List.of("secret", "unknown"))
        failures.add(
            catchThrowable(
                () ->
                    guarded.send(
                        "GET",
                        Target.parse("http://" + name + ".internal.test/"),
                        Map.of(),
                        NOTHING,
                        LONG)));

      assertThat(failures).allSatisfy(e -> assertThat(e).isInstanceOf(Transient.class));
      assertThat(failures.getFirst())
          .hasMessage(String.valueOf(failures.getLast().getMessage()).replace("unknown", "secret"))
          .hasNoCause();
    }
  }

  @Test
  void unknownHostIsTransient() {
    assertThatThrownBy(
            () ->
                network.send(
                    "GET", Target.parse("http://nowhere.invalid/"), Map.of(), NOTHING, LONG))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("nowhere.invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Test, 'a\r\nX-Other: b'",
    "X-Test, 'a\nb'",
    "X-Test, ä",
    "'X Test', a",
    "'X:', a",
    "'', a",
    "Host, other.test",
    "content-length, 3",
    "Transfer-Encoding, chunked",
    "Connection, close",
  })
  void refusesHeadersThatSteerTheConnection(String name, String value) {
    assertThatThrownBy(() -> network.send("GET", at("/"), Map.of(name, value), NOTHING, LONG))
        .isInstanceOf(Permanent.class);
  }

  @Test
  void connectingTakesNoLongerThanAllowed() throws Exception {
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var impatient =
            new GuardedNetwork(
                new NetworkSettings(List.of("127.0.0.0/8"), SHORT, 1_000),
                own(Map.of()),
                InetAddress::getAllByName)) {
      var waiting = new ArrayList<Socket>();
      for (int i = 0; i < 2; i++)
        waiting.add(new Socket(full.getInetAddress(), full.getLocalPort()));
      var target = Target.parse("http://127.0.0.1:" + full.getLocalPort());

      assertThatThrownBy(() -> impatient.send("GET", target, Map.of(), NOTHING, LONG))
          .isInstanceOf(Transient.class)
          .hasMessageContaining("No connection to 127.0.0.1");
      for (var socket : waiting) socket.close();
    }
  }

  private HttpResponse get(String path, Duration limit)
      throws ConnectorException, InterruptedException {
    return network.send("GET", at(path), Map.of(), NOTHING, limit);
  }

  private Target at(String path) {
    try {
      return Target.parse("http://127.0.0.1:" + port() + path);
    } catch (Permanent e) {
      throw new AssertionError(e);
    }
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void on(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  private void awaitEnd() {
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drip(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getInputStream().read(new byte[100]);
      var out = socket.getOutputStream();
      out.write(utf8("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
      while (!finished.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        out.write('x');
        out.flush();
      }
    } catch (IOException e) {
      // The other side has given up: as it should.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reset(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getInputStream().read(new byte[10]);
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static GuardedNetwork network(List<String> allow, int maxResponse) {
    return network(allow, maxResponse, Map.of());
  }

  private static GuardedNetwork network(
      List<String> allow, int maxResponse, Map<String, Object> properties) {
    return new GuardedNetwork(
        new NetworkSettings(allow, Duration.ofSeconds(5), maxResponse),
        own(properties),
        InetAddress::getAllByName);
  }

  private static OwnAddresses own(Map<String, Object> properties) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return new OwnAddresses(environment);
  }

  private static HttpServer server() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
