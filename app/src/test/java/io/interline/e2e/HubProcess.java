package io.interline.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/// The hub as users run it: the packaged jar in a process of its own, with its own database in a
/// folder that a test chooses.
final class HubProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private final Path home;
  private final int port;
  private final Process process;

  private HubProcess(Path home, int port, Process process) {
    this.home = home;
    this.port = port;
    this.process = process;
  }

  /// Starts a hub and waits until it answers.
  ///
  /// @param home folder of its data, kept by the caller
  static HubProcess start(Path home, String... arguments) {
    int port = freePort();
    var hub = new HubProcess(home, port, launch(home, port, List.of(arguments)));
    try {
      hub.awaitReady();
    } catch (RuntimeException e) {
      hub.close();
      throw e;
    }
    return hub;
  }

  String address() {
    return "http://localhost:" + port;
  }

  /// What the hub printed so far.
  String output() {
    try {
      return Files.readString(home.resolve("hub.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitPrinted(String words) {
    Awaitility.await().atMost(START_LIMIT).until(() -> output().contains(words));
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  private static Process launch(Path home, int port, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", // quick to start; these tests measure nothing
            "-jar",
            jar().toString()));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("hub.log").toFile()));
    builder.environment().put("INTERLINE_HOME", home.toString());
    builder.environment().put("PORT", String.valueOf(port));
    builder.environment().remove("INTERLINE_DATABASE_URL");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar() {
    var jar = Path.of("target", "interline.jar").toAbsolutePath();
    if (!Files.exists(jar))
      throw new IllegalStateException(jar + " is not there: package the hub before this test");
    return jar;
  }

  private void awaitReady() {
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(address() + "/actuator/health"))
              .timeout(Duration.ofSeconds(5))
              .build();
      while (System.nanoTime() < limit) {
        if (!process.isAlive())
          throw new IllegalStateException("the hub ended instead of starting:\n" + output());
        try {
          if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200)
            return;
        } catch (IOException notYet) {
          // Refused until it listens.
        }
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    throw new IllegalStateException("the hub did not answer in time:\n" + output());
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
