package io.interline.tenant.internal.plan;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Plan;
import io.interline.tenant.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class BucketQuotasTest {

  private final TenantId tenant = new TenantId(UUID.randomUUID());
  private final Time time = new Time();
  private final FakePlans plans = new FakePlans();
  private final BucketQuotas quotas = new BucketQuotas(plans, time);

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

  private static final class FakePlans implements Plans {
    private final Map<TenantId, Plan> stored = new HashMap<>();
    private boolean away;
    private int reads;

    void put(TenantId tenant, int perSecond, int burst) {
      stored.put(tenant, new Plan("test", "Test", perSecond, burst, 1, 1000));
    }

    @Override
    public Optional<Plan> find(TenantId tenant) {
      if (away) throw new DataAccessResourceFailureException("away");
      reads++;
      return Optional.ofNullable(stored.get(tenant));
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
