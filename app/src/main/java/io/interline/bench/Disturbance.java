package io.interline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Makes a noise over one connection after the other, until it is told to stop.
final class Disturbance implements Runnable {

  private static final long SECOND = 1_000_000_000L;
  private static final int ANNOUNCED = 16 << 20;
  private static final int AT_ONCE = 1 << 20;

  private final Noise noise;
  private final int port;
  private final String path;
  private final AtomicLong numbers;
  private final LongAdder counted;
  private final AtomicBoolean running;
  private final byte[] body;

  /// @param counted messages that were accepted, and those of noises that are to be refused
  Disturbance(
      Noise noise,
      int port,
      String path,
      AtomicLong numbers,
      LongAdder counted,
      AtomicBoolean running) {
    this.noise = noise;
    this.port = port;
    this.path = path;
    this.numbers = numbers;
    this.counted = counted;
    this.running = running;
    this.body = noise.body();
  }

  @Override
  public void run() {
    while (running.get()) {
      try (var line = new Line(port)) {
        if (noise.kind() == Noise.Kind.DRIPS) drip(line);
        else post(line);
      } catch (IOException e) {
        // The hub had enough of this connection.
        FairnessBenchmark.pauseUntil(System.nanoTime() + SECOND / 100);
      }
    }
  }

  private void post(Line line) throws IOException {
    long gap = noise.perSecond() == 0 ? 0 : SECOND * noise.connections() / noise.perSecond();
    long due = System.nanoTime() + ThreadLocalRandom.current().nextLong(gap + 1);
    while (running.get()) {
      FairnessBenchmark.pauseUntil(due);
      int status = line.post(path, body.length > 0 ? body : order());
      boolean isMeant =
          switch (noise.kind()) {
            case ORDERS, LARGE_TEXT, ALLOWED_LISTS -> status == 202;
            case EMPTY_LISTS -> status == 413;
            case REFUSED -> status == 422;
            case DRIPS -> false;
          };
      if (isMeant) counted.increment();
      due = Math.max(due + gap, System.nanoTime() - gap);
    }
  }

  private byte[] order() {
    return Orders.order(numbers.incrementAndGet(), 0, Orders.SMALL)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void drip(Line line) throws IOException {
    counted.increment();
    line.send(Line.head(path, ANNOUNCED));
    line.send(("{\"text\":\"" + "x".repeat(AT_ONCE)).getBytes(StandardCharsets.US_ASCII));
    while (running.get()) {
      line.send(new byte[] {'x'});
      FairnessBenchmark.pauseUntil(System.nanoTime() + SECOND);
    }
  }
}
