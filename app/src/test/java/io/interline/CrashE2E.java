package io.interline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.interline.bench.HubProcess;
import io.interline.bench.Receiver;
import io.interline.bench.Receiver.Delivery;
import io.interline.postgres.UsedFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hub's process is killed while it accepts; what it said it had, it has.
class CrashE2E {

  private static final int MESSAGES = 2_000;
  private static final int KILL_AFTER = 700;
  private static final Path JAR = Path.of("target", "interline.jar").toAbsolutePath();

  @TempDir Path home;

  private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
  private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();

  @Test
  void killedHubLosesNothingAndRepeatsNoJournaledStep() throws Exception {
    UsedFolder.at(home.resolve("postgres"));
    try (var receiver = new Receiver(deliveries::add)) {
      var next = new AtomicInteger();
      var first = HubProcess.start(JAR, home, receiver.port());
      sendAll(first, next, true);
      first.kill();
      assertThat(accepted).hasSizeGreaterThanOrEqualTo(KILL_AFTER).hasSizeLessThan(MESSAGES);

      try (var second = HubProcess.start(JAR, home, receiver.port())) {
        sendAll(second, next, false);
        assertThat(refused).as("a hub that is ready takes over at once").hasValue(0);
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> numbersAt("/second").containsAll(accepted));
      }
    }

    assertThat(firstCallsAfterTheSecond()).as("journaled steps that ran again").isEmpty();
  }

  /// Sends until all is sent or, when it is to be killed, enough is accepted.
  private void sendAll(HubProcess hub, AtomicInteger next, boolean kill)
      throws InterruptedException {
    var address = URI.create("http://127.0.0.1:" + hub.port() + hub.twoCallsPath());
    try (var client = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 32; i++)
        threads.submit(
            () -> {
              while (!(kill && accepted.size() >= KILL_AFTER)) {
                int number = next.getAndIncrement();
                if (number >= MESSAGES) return null;
                while (send(client, address, number) == 503) {
                  refused.incrementAndGet();
                  LockSupport.parkNanos(100_000_000);
                }
              }
              if (kill) hub.kill();
              return null;
            });
    }
  }

  /// @return status, or 0 when there was no answer: then it is not accepted, as far as the sender
  ///     knows
  private int send(HttpClient client, URI address, int number) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .POST(BodyPublishers.ofString("{\"number\": " + number + "}"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      var response = client.send(request, BodyHandlers.discarding());
      if (response.statusCode() == 202) accepted.add(number);
      return response.statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private Set<Integer> numbersAt(String path) {
    var numbers = ConcurrentHashMap.<Integer>newKeySet();
    for (var delivery : deliveries) if (delivery.path().equals(path)) numbers.add(number(delivery));
    return numbers;
  }

  /// The second call leaves only when the result of the first is journaled.
  private List<Integer> firstCallsAfterTheSecond() {
    var gone = ConcurrentHashMap.<Integer>newKeySet();
    var repeated = new java.util.ArrayList<Integer>();
    for (var delivery : deliveries) {
      if (delivery.path().equals("/second")) gone.add(number(delivery));
      else if (gone.contains(number(delivery))) repeated.add(number(delivery));
    }
    return repeated;
  }

  private static int number(Delivery delivery) {
    return Integer.parseInt(delivery.body().replaceAll("[^0-9]", ""));
  }
}
