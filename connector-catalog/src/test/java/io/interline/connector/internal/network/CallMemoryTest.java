package io.interline.connector.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.tenant.JsonWeight;
import io.interline.tenant.MemoryBudget;
import io.interline.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallMemoryTest {

  private final MemoryBudget budget = new MemoryBudget(64 << 20);
  private final MemoryBudget.Charge charge = budget.open(new TenantId(new UUID(7, 1)));

  @Test
  void bytesOfAnAnswerAreChargedAsTheyCome() throws Exception {
    byte[] answer = new byte[3_000_000];

    byte[] read =
        charge.during(() -> CallMemory.read(new ByteArrayInputStream(answer), -1, 16 << 20));

    assertThat(read).isEqualTo(answer);
    assertThat(charge.taken()).isEqualTo(3_000_000);
  }

  @Test
  void answerAboveTheLimitIsNotKept() throws Exception {
    var answer = new ByteArrayInputStream(new byte[3_000_000]);

    assertThat(charge.during(() -> CallMemory.read(answer, -1, 1 << 20)) == null).isTrue();
    assertThat(CallMemory.read(answer, 2 << 20, 1 << 20) == null).isTrue();
  }

  @Test
  void treeIsChargedByItsValuesBeforeItIsMade() throws ConnectorException, InterruptedException {
    byte[] lists = json("[" + "[],".repeat(10_000) + "[]]");

    charge.during(
        () -> {
          CallMemory.takeTree(lists);
          return null;
        });

    assertThat(charge.taken()).isEqualTo(JsonWeight.of(lists)).isGreaterThan(1_000_000);
  }

  @Test
  void answerOfTooManyValuesIsRefused() {
    byte[] lists = json("[" + "[],".repeat(JsonWeight.MOST_VALUES) + "[]]");

    assertThatThrownBy(() -> CallMemory.takeTree(lists))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining(Integer.toString(JsonWeight.MOST_VALUES));
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
