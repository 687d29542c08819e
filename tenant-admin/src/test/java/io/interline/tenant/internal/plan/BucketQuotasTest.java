package io.interline.tenant.internal.plan;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.Plan;
import io.interline.tenant.Quotas.Load;
import io.interline.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class BucketQuotasTest {

  private final TenantId tenant = new TenantId(UUID.randomUUID());
  private final FakeTime time = new FakeTime();
  private final FakePlans plans = new FakePlans();
  private final FakeExchange others = new FakeExchange();
  private Instant now = Instant.parse("2026-02-28T23:00:00Z");
  private final InstantSource source = () -> now;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final BucketQuotas quotas = new BucketQuotas(plans, others, time, clock);

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
  void attemptIsTakenOfTheRateAndCountsNoRun() {
    plans.put(tenant, 10, 3, 2L, false);

    for (int i = 0; i < 3; i++) assertThat(quotas.tryAttempt(tenant)).isZero();
    assertThat(quotas.tryAttempt(tenant)).isEqualTo(Duration.ofMillis(100));
    assertThat(quotas.month(tenant).used()).isZero();
  }

  @Test
  void runsAreCountedWhoseAttemptsWereTaken() {
    plans.put(tenant, 1000, 1000, 2L, false);
    for (int i = 0; i < 3; i++) assertThat(quotas.tryAttempt(tenant)).isZero();

    assertThat(quotas.tryRun(tenant)).isZero();
    assertThat(quotas.tryRun(tenant)).isZero();

    assertThat(quotas.tryRun(tenant)).as("two are all of the month").isEqualTo(Duration.ofHours(1));
    assertThat(quotas.tryAttempt(tenant)).isEqualTo(Duration.ofHours(1));
    assertThat(quotas.month(tenant).used()).isEqualTo(2);
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

  @Test
  void whatOtherNodesUseIsLeftToThem() {
    plans.put(tenant, 100, 100);
    quotas.plan(tenant);

    others.heard = Map.of(tenant, List.of(new Use(new Load(0, 7), 20), new Use(new Load(1, 2), 0)));
    tell();

    assertThat(quotas.plan(tenant).acceptPerSecond()).isEqualTo(100);
    assertThat(quotas.share(tenant).acceptPerSecond()).isEqualTo(80);
    assertThat(quotas.elsewhere(tenant)).isEqualTo(new Load(1, 9));
    for (int i = 0; i < 80; i++) assertThat(quotas.tryAccept(tenant)).isZero();
    assertThat(quotas.tryAccept(tenant)).isEqualTo(Duration.ofNanos(12_500_000));
  }

  @Test
  void tenantThatIsNewHereHasItsShareFromTheFirstMessage() {
    plans.put(tenant, 100, 100);
    others.heard = Map.of(tenant, List.of(new Use(Load.NONE, 100)));

    tell();

    assertThat(quotas.share(tenant).acceptPerSecond()).isEqualTo(50);
    for (int i = 0; i < 50; i++) assertThat(quotas.tryAccept(tenant)).isZero();
    assertThat(quotas.tryAccept(tenant)).isPositive();
  }

  @Test
  void shareThatComesAndGoesMakesNoMessagesOutOfNothing() {
    plans.put(tenant, 100, 100);
    quotas.plan(tenant);

    for (int i = 0; i < 10; i++) {
      others.heard = Map.of(tenant, List.of(new Use(Load.NONE, 80)));
      tell();
      others.heard = Map.of();
      tell();
    }

    int accepted = 0;
    while (quotas.tryAccept(tenant).isZero()) accepted++;
    assertThat(accepted).isEqualTo(50);
  }

  @Test
  void largerPlanIsSharedToo() {
    plans.put(tenant, 100, 100);
    others.heard = Map.of(tenant, List.of(new Use(Load.NONE, 30)));
    tell();
    assertThat(quotas.share(tenant).acceptPerSecond()).isEqualTo(70);

    plans.put(tenant, 200, 200);
    time.advance(Duration.ofSeconds(5));
    quotas.plan(tenant);

    assertThat(quotas.share(tenant).acceptPerSecond()).isEqualTo(170);
  }

  @Test
  void rateIsToldSmoothedAndOnlyWhileThereIsOne() {
    plans.put(tenant, 100, 100);
    quotas.plan(tenant);
    tell();
    assertThat(others.told).isEmpty();

    for (int second = 0; second < 10; second++) {
      for (int i = 0; i < 50; i++) quotas.tryAccept(tenant);
      time.advance(Duration.ofSeconds(1));
      tell();
      if (second == 0) assertThat(told().accepted()).isBetween(15.0, 25.0);
    }

    assertThat(told().accepted()).isBetween(49.0, 50.0);
    assertThat(told().load()).isEqualTo(Load.NONE);
    time.advance(Duration.ofSeconds(20));
    tell();
    assertThat(others.told).isEmpty();
  }

  @Test
  void whatTheEngineHasIsTold() {
    quotas.exchange(UUID.randomUUID(), Map.of(tenant, new Load(3, 4)));

    assertThat(others.told).isEqualTo(Map.of(tenant, new Use(new Load(3, 4), 0)));
  }

  @Test
  void countsAloneSomeSecondsAfterTheLastAnswer() {
    plans.put(tenant, 100, 100);
    quotas.plan(tenant);
    others.heard = Map.of(tenant, List.of(new Use(new Load(1, 2), 80)));
    tell();

    others.away = true;
    time.advance(Duration.ofSeconds(4));
    tell();
    assertThat(quotas.share(tenant).acceptPerSecond()).isEqualTo(50);
    assertThat(quotas.elsewhere(tenant)).isEqualTo(new Load(1, 2));

    time.advance(Duration.ofSeconds(1));
    tell();
    assertThat(quotas.share(tenant).acceptPerSecond()).isEqualTo(100);
    assertThat(quotas.elsewhere(tenant)).isEqualTo(Load.NONE);
  }

  private void tell() {
    quotas.exchange(UUID.randomUUID(), Map.of());
  }

  private Use told() {
    return Objects.requireNonNull(others.told.get(tenant));
  }

  private static final class FakeExchange implements Exchange {
    private Map<TenantId, List<Use>> heard = Map.of();
    private Map<TenantId, Use> told = Map.of();
    private boolean away;

    @Override
    public Map<TenantId, List<Use>> tell(UUID node, Map<TenantId, Use> here) {
      if (away) throw new DataAccessResourceFailureException("away");
      told = here;
      return heard;
    }
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
}
