package io.interline.connector.internal.call;

import io.interline.connector.Operations.CallContext;
import io.interline.connector.internal.network.CallMemory;
import io.interline.connector.internal.network.GuardedNetwork;
import io.interline.connector.internal.network.Target;
import io.interline.connector.internal.schema.TreeValue;
import io.interline.connector.spi.Call;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One call of one action.
public final class HubCall implements Call {

  private static final Duration UNCONNECTED_TIMEOUT = Duration.ofSeconds(30);

  private final GuardedNetwork network;
  private final Clock clock;
  private final CallContext context;
  private final @Nullable OpenConnection connection;

  /// @param connection absent for operations that need none
  public HubCall(
      GuardedNetwork network,
      Clock clock,
      CallContext context,
      @Nullable OpenConnection connection) {
    this.network = network;
    this.clock = clock;
    this.context = context;
    this.connection = connection;
  }

  @Override
  public String idempotencyKey() {
    return context.idempotencyKey();
  }

  @Override
  public Instant deadline() {
    return context.deadline();
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Map<String, String> settings() {
    return connection == null ? Map.of() : connection.settings();
  }

  @Override
  public HttpResponse send(HttpRequest request) throws ConnectorException, InterruptedException {
    var signed = connection == null ? request : connection.sign(request);
    var base = connection == null ? null : connection.base();
    var target = Target.of(base, signed.url(), signed.query());
    return network.send(signed.method(), target, signed.headers(), signed.body(), limit());
  }

  @Override
  public void refused(HttpResponse response) {
    var answer = RefusedAnswer.of(response);
    context.refused().accept(connection == null ? answer : connection.scrubber().clean(answer));
  }

  private Duration limit() {
    var left = Duration.between(clock.instant(), context.deadline());
    var timeout = connection == null ? UNCONNECTED_TIMEOUT : connection.timeout();
    return left.compareTo(timeout) < 0 ? left : timeout;
  }

  @Override
  public Optional<JsonValue> json(byte[] utf8) throws ConnectorException, InterruptedException {
    CallMemory.takeTree(utf8);
    return TreeValue.parse(utf8);
  }

  @Override
  public JsonValue text(String value) {
    return TreeValue.text(value);
  }

  @Override
  public void pause(Duration duration) throws ConnectorException, InterruptedException {
    if (clock.instant().plus(duration).isAfter(context.deadline()))
      throw new ConnectorException.Permanent(
          "A pause of " + duration + " ends after the deadline of the step", null);
    if (duration.isPositive())
      new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void log(String line) {
    context.log().accept(connection == null ? line : connection.scrubber().clean(line));
  }
}
