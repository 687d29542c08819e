package io.interline.tenant.internal.plan;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Plan;
import io.interline.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class BucketQuotasTest {

  private final TenantId tenant = new TenantId(UUID.randomUUID());
  private final Time time = new Time();
  private final FakePlans plans = new FakePlans();
  private Instant now = Instant.parse("2026-02-28T23:00:00Z");
  private final InstantSource source = () -> now;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final BucketQuotas quotas = new BucketQuotas(plans, time, clock);

  @Test
  void burstIsAcceptedAndThenTheRate() {
    plans.put(tenant, 10, 3);

    for (int i = 0; i < 3; i++) assertThat(quotas.tryAccept(tenant)).isZero();
    assertThat(quotas.tryAccept(tenant)).isEqualTo(Duration.ofMillis(100));
    time.advance(Duration.ofMillis(100));
    assertThat(quotas.tryAccept(tenant)).isZero();
    assertThat(quotas.tryAccept(tenant)).isPositive();
  }

  @Test
  void oneTenantDoesNotSlowAnother() {
    var other = new TenantId(UUID.randomUUID());
    plans.put(tenant, 1, 1);
    plans.put(other, 1, 1);

    quotas.tryAccept(tenant);

    assertThat(quotas.tryAccept(tenant)).isPositive();
    assertThat(quotas.tryAccept(other)).isZero();
  }

  @Test
  void planIsReadOnceAndAgainAfterSeconds() {
    plans.put(tenant, 1, 1);
    for (int i = 0; i < 100; i++) quotas.plan(tenant);
    assertThat(plans.reads).isEqualTo(1);

    plans.put(tenant, 1000, 50);
    time.advance(Duration.ofSeconds(5));

    assertThat(quotas.plan(tenant).acceptBurst()).isEqualTo(50);
    assertThat(plans.reads).isEqualTo(2);
    for (int i = 0; i < 50; i++) assertThat(quotas.tryAccept(tenant)).isZero();
    assertThat(quotas.tryAccept(tenant)).isPositive();
  }

  @Test
  void lastPlanHoldsWhileTheDatabaseIsAway() {
    plans.put(tenant, 10, 3);
    quotas.plan(tenant);

    plans.away = true;
    time.advance(Duration.ofMinutes(1));

    assertThat(quotas.plan(tenant).acceptBurst()).isEqualTo(3);
    assertThat(quotas.tryAccept(tenant)).isZero();
  }

  @Test
  void unknownTenantIsRefused() {
    assertThatThrownBy(() -> quotas.tryAccept(tenant))
        .satisfies(refusedWith(Kind.NOT_FOUND, "organisation-not-found"));
  }

  @Test
  void runsOfTheMonthAreUsedUpUntilItEnds() {
    plans.put(tenant, 1000, 1000, 5L, false);
    plans.accepted = 3;

    assertThat(quotas.tryAccept(tenant)).isZero();
    assertThat(quotas.tryAccept(tenant)).isZero();
    assertThat(quotas.tryAccept(tenant)).isEqualTo(Duration.ofHours(1));
    assertThat(quotas.month(tenant).usedUp()).isTrue();
    assertThat(quotas.month(tenant).used()).isEqualTo(5);

    now = now.plus(Duration.ofHours(1));
    assertThat(quotas.tryAccept(tenant)).isZero();
    assertThat(quotas.month(tenant).until()).isEqualTo("2026-04-01T00:00:00Z");
  }

  @Test
  void overageIsAccepted() {
    plans.put(tenant, 1000, 1000, 5L, true);
    plans.accepted = 7;

    assertThat(quotas.tryAccept(tenant)).isZero();
    assertThat(quotas.month(tenant).usedUp()).isFalse();
  }

  @Test
  void largerPlanLiftsTheLimitWithinSeconds() {
    plans.put(tenant, 1000, 1000, 5L, false);
    plans.accepted = 5;
    assertThat(quotas.tryAccept(tenant)).isPositive();

    plans.put(tenant, 1000, 1000, 50L, false);
    time.advance(Duration.ofSeconds(5));

    assertThat(quotas.tryAccept(tenant)).isZero();
  }

  @Test
  void whatOtherNodesAcceptCountsWithinSeconds() {
    plans.put(tenant, 1000, 1000, 5L, false);
    assertThat(quotas.tryAccept(tenant)).isZero();

    plans.accepted = 5;
    time.advance(Duration.ofSeconds(5));

    assertThat(quotas.tryAccept(tenant)).isPositive();
    assertThat(quotas.month(tenant).used()).isEqualTo(5);
  }

  private static final class FakePlans implements Plans {
    private final Map<TenantId, Plan> stored = new HashMap<>();
    private boolean away;
    private int reads;
    private long accepted;

    void put(TenantId tenant, int perSecond, int burst) {
      put(tenant, perSecond, burst, null, false);
    }

    void put(TenantId tenant, int perSecond, int burst, @Nullable Long monthly, boolean overage) {
      stored.put(
          tenant, new Plan("test", "Test", perSecond, burst, 1, 1000, 10, 10, monthly, overage, 1));
    }

    @Override
    public Optional<Standing> find(TenantId tenant, LocalDate since) {
      if (away) throw new DataAccessResourceFailureException("away");
      reads++;
      return Optional.ofNullable(stored.get(tenant)).map(plan -> new Standing(plan, accepted));
    }
  }

  private static final class Time implements TimeMeter {
    private long nanos = 1_000_000;

    void advance(Duration by) {
      nanos += by.toNanos();
    }

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
