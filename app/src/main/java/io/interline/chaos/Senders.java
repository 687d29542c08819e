package io.interline.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Sends so many messages a second until it is told to stop, as careful senders do: one that was
/// not accepted is sent again, to any node. Half of them take turns by customer, and carry a
/// number by which the hub knows them again; each sender has customers of its own, and sends the
/// next only when the one before was accepted.
final class Senders implements AutoCloseable {

  private static final int SENDERS = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final Ledger ledger;
  private final Supplier<List<String>> nodes;
  private final String turnPath;
  private final String sidePath;
  private final AtomicBoolean going = new AtomicBoolean(true);
  private final AtomicLong sent = new AtomicLong();
  private final long began = System.nanoTime();
  private final int perSecond;
  private final List<Thread> threads;

  /// @param nodes addresses like `http://127.0.0.1:8080`
  Senders(
      Ledger ledger,
      Supplier<List<String>> nodes,
      String turnPath,
      String sidePath,
      int perSecond) {
    this.ledger = ledger;
    this.nodes = nodes;
    this.turnPath = turnPath;
    this.sidePath = sidePath;
    this.perSecond = perSecond;
    this.threads =
        java.util.stream.IntStream.range(0, SENDERS)
            .mapToObj(sender -> Thread.ofVirtual().start(() -> send(sender)))
            .toList();
  }

  private void send(int sender) {
    long turn = 0;
    while (going.get()) {
      pauseUntil(began + sent.getAndIncrement() * 1_000_000_000L / perSecond);
      if (!going.get()) return;
      long number = NUMBERS.incrementAndGet();
      boolean inTurn = turn++ % 2 == 0;
      String customer = "c" + sender + "-" + turn / 2 % 5;
      ledger.offered();
      if (inTurn) sendInTurn(number, customer);
      else sendSideBySide(number);
    }
  }

  private void sendInTurn(long number, String customer) {
    String body = "{\"number\":" + number + ",\"customer\":\"" + customer + "\"}";
    long until = System.nanoTime() + PATIENCE.toNanos();
    for (int attempt = 0; System.nanoTime() < until; attempt++) {
      if (post(attempt, turnPath, body) == 202) {
        ledger.accepted("turn/" + number);
        return;
      }
      pause();
    }
  }

  /// Without a number by which the hub knows it again, each try is a message of its own.
  private void sendSideBySide(long number) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    for (int attempt = 0; System.nanoTime() < until && attempt < 1_000; attempt++) {
      long own = number * 1_000 + attempt;
      if (post(attempt, sidePath, "{\"number\":" + own + "}") == 202) {
        ledger.accepted("side/" + own);
        return;
      }
      pause();
    }
  }

  private int post(int attempt, String path, String body) {
    var all = nodes.get();
    if (all.isEmpty()) return 0;
    var node = all.get((int) ((Thread.currentThread().threadId() + attempt) % all.size()));
    var request =
        HttpRequest.newBuilder(URI.create(node + path))
            .POST(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static void pause() {
    LockSupport.parkNanos(100_000_000);
  }

  /// What the hub did not take in time is caught up with.
  private static void pauseUntil(long time) {
    while (System.nanoTime() - time < 0) LockSupport.parkNanos(time - System.nanoTime());
  }

  /// Lets each sender finish the message it has, and waits.
  @Override
  public void close() throws InterruptedException {
    going.set(false);
    for (var thread : threads) thread.join(PATIENCE);
    client.close();
  }
}
