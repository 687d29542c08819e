package io.interline.flow.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.interline.tenant.JsonWeight;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {

  private static final int LIMIT = 16 << 20;
  private static final IngestSettings SETTINGS =
      new IngestSettings(
          Duration.ofSeconds(10), 1_000, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1));

  private final AtomicLong nanos = new AtomicLong();
  private final BodyReader reader = new BodyReader(SETTINGS, nanos::get);
  private final MemoryBudget budget = new MemoryBudget(64 << 20);
  private final MemoryBudget.Charge memory = budget.open(new TenantId(new UUID(7, 1)));

  @ParameterizedTest
  @ValueSource(ints = {1, 8_191, 8_192, 8_193, 65_536, 73_728, 1_000_000})
  void readsBodiesOfAnySizeWithAndWithoutLength(int size) throws Exception {
    byte[] body = text(size);

    assertThat(read(new Call(body, body.length))).isEqualTo(body);
    assertThat(read(new Call(body, -1))).isEqualTo(body);
    assertThat(memory.taken()).isBetween(JsonWeight.of(body), 2 * JsonWeight.of(body));
  }

  @Test
  void memoryIsTakenForWhatCameNotForWhatIsAnnounced() {
    var stalls = new Stalling(text(1_000_000));

    assertThatThrownBy(() -> read(new Call(stalls, LIMIT)))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(408));
    assertThat(budget.used()).isBetween(1_000_000L, 3_000_000L);
  }

  @Test
  void bodyThatDripsEndsAtItsDeadline() {
    var drips = new Dripping(Duration.ofSeconds(1));

    var refusal = refusal(new Call(drips, LIMIT));

    assertThat(refusal.status()).isEqualTo(408);
    assertThat(refusal.code()).isEqualTo("body-too-slow");
    assertThat(drips.came).isLessThan(12);
  }

  @Test
  void largeBodyHasTheTimeThatItsSizeNeeds() throws Exception {
    byte[] body = text(40_000);
    var slow = new Slow(body, Duration.ofSeconds(4));

    assertThat(read(new Call(slow, body.length))).isEqualTo(body);
  }

  @Test
  void refusedBodyThatDripsEndsTooThoughNothingIsKept() {
    var refusal = refusal(new Call(new Dripping(Duration.ofSeconds(1)), LIMIT + 1));

    assertThat(refusal.code()).isEqualTo("body-too-slow");
  }

  @Test
  void tooManyValuesAreRefusedBeforeTheyAreAllHere() {
    byte[] body = bytes("[" + "[],".repeat(JsonWeight.MOST_VALUES) + "[]]");
    var call = new Call(body, body.length);

    var refusal = refusal(call);

    assertThat(refusal.code()).isEqualTo("json-too-many-values");
    assertThat(refusal.status()).isEqualTo(413);
    assertThat(budget.used()).as("what came is given back").isZero();
  }

  @Test
  void withoutMemoryTheSenderIsAskedToComeAgain() throws InterruptedException {
    budget.open(new TenantId(new UUID(7, 1))).growTo(32 << 20, Duration.ZERO);

    var refusal = refusal(new Call(text(1_000_000), -1));

    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.retryAfter()).isNotNull();
  }

  @Test
  void cutOffBodyIsTold() {
    assertThat(refusal(new Call(text(100), 200)).code()).isEqualTo("body-cut-off");
  }

  @Test
  void gzipIsUnpackedUpToTheLimit() throws Exception {
    byte[] body = text(3_000_000);
    byte[] packed = gzip(body);

    assertThat(reader.unpack(packed, LIMIT, memory)).isEqualTo(body);
    assertThat(
            catchThrowableOfType(Refusal.class, () -> reader.unpack(packed, 1_000_000, memory))
                .code())
        .isEqualTo("payload-too-large");
    assertThat(
            catchThrowableOfType(
                    Refusal.class,
                    () ->
                        reader.unpack(
                            gzip(bytes("[" + "[],".repeat(2_000_000) + "[]]")), LIMIT, memory))
                .code())
        .isEqualTo("json-too-many-values");
  }

  @Test
  void unsoundGzipIsTold() {
    assertThat(
            catchThrowableOfType(Refusal.class, () -> reader.unpack(bytes("{}"), LIMIT, memory))
                .code())
        .isEqualTo("gzip-malformed");
  }

  private byte[] read(Call call) throws IOException, Refusal, InterruptedException {
    return reader.read(call, true, LIMIT, memory);
  }

  private Refusal refusal(Call call) {
    return catchThrowableOfType(Refusal.class, () -> read(call));
  }

  private static byte[] text(int size) {
    return bytes("x".repeat(size));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] body) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private record Call(InputStream body, long length) implements WebhookCall {

    Call(byte[] body, long length) {
      this(new ByteArrayInputStream(body), length);
    }

    @Override
    public String token() {
      return "";
    }

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }
  }

  /// Sends a part, and then nothing until the web server has had enough.
  private static final class Stalling extends InputStream {
    private final InputStream part;

    Stalling(byte[] part) {
      this.part = new ByteArrayInputStream(part);
    }

    @Override
    public int read() throws IOException {
      throw new SocketTimeoutException("read timed out");
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int read = part.read(buffer, from, length);
      return read < 0 ? read() : read;
    }
  }

  /// Sends a byte, and time passes.
  private final class Dripping extends InputStream {
    private final Duration pause;
    private int came;

    Dripping(Duration pause) {
      this.pause = pause;
    }

    @Override
    public int read() {
      nanos.addAndGet(pause.toNanos());
      came++;
      return 'x';
    }

    @Override
    public int read(byte[] buffer, int from, int length) {
      buffer[from] = (byte) read();
      return 1;
    }
  }

  /// Sends at most 8 KB at a time, and time passes.
  private final class Slow extends ByteArrayInputStream {
    private final Duration pause;

    Slow(byte[] body, Duration pause) {
      super(body);
      this.pause = pause;
    }

    @Override
    public int read(byte[] buffer, int from, int length) {
      nanos.addAndGet(pause.toNanos());
      return super.read(buffer, from, Math.min(length, 8_192));
    }
  }
}
