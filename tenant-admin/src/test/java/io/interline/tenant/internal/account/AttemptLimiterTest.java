package io.interline.tenant.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.tenant.internal.account.AttemptLimiter.Limit;
import io.interline.tenant.internal.account.AttemptLimiter.Verdict;
import io.interline.tenant.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptLimiterTest {

  private static final Limit TWO = new Limit(2, Duration.ofMinutes(10));

  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final AttemptLimiter limiter = new AttemptLimiter(clock);

  @Test
  void refusesAfterTheLimitAndTellsTheFirstRefusal() {
    assertThat(limiter.begin("a", TWO)).isEqualTo(Verdict.ALLOWED);
    assertThat(limiter.begin("a", TWO)).isEqualTo(Verdict.ALLOWED);
    assertThat(limiter.begin("a", TWO)).isEqualTo(Verdict.NEWLY_REFUSED);
    assertThat(limiter.begin("a", TWO)).isEqualTo(Verdict.REFUSED);
    assertThat(limiter.begin("b", TWO)).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void aWindowAfterTheFirstRefusalItAllowsAgain() {
    for (int i = 0; i < 2; i++) limiter.begin("a", TWO);
    clock.advance(Duration.ofMinutes(9));
    limiter.begin("a", TWO);

    clock.advance(Duration.ofMinutes(9));
    assertThat(limiter.begin("a", TWO)).isEqualTo(Verdict.REFUSED);
    clock.advance(Duration.ofMinutes(1));
    assertThat(limiter.begin("a", TWO)).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void forgivenAttemptsDoNotCount() {
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.begin("a", TWO)).isEqualTo(Verdict.ALLOWED);
      limiter.forgive("a");
    }
  }

  @Test
  void oneSubscribersNetworkIsOneKey() {
    assertThat(RemoteAddress.key("2001:db8:1:2::1"))
        .isEqualTo(RemoteAddress.key("2001:db8:1:2:ffff::9"))
        .isNotEqualTo(RemoteAddress.key("2001:db8:1:3::1"));
    assertThat(RemoteAddress.key("192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(RemoteAddress.key("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(RemoteAddress.key("not an address")).isEqualTo("not an address");
    assertThat(RemoteAddress.key(null)).isEqualTo("unknown");
  }
}
