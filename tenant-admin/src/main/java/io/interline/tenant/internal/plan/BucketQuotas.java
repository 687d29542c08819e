package io.interline.tenant.internal.plan;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.interline.tenant.DomainException;
import io.interline.tenant.Plan;
import io.interline.tenant.Quotas;
import io.interline.tenant.TenantId;
import io.interline.tenant.internal.plan.Plans.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// A token bucket for each tenant of this node, filled at the rate of its plan.
///
/// A plan is read when its tenant is first seen and then again every few seconds, by the one thread
/// that finds it old; the others go on with the one they have, and so do all when the database
/// does not answer.
class BucketQuotas implements Quotas {

  private static final Logger LOG = LoggerFactory.getLogger(BucketQuotas.class);
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private final Plans plans;
  private final TimeMeter time;
  private final Clock clock;
  private final ConcurrentMap<TenantId, Allowance> allowances = new ConcurrentHashMap<>();

  /// @param clock tells the month
  BucketQuotas(Plans plans, TimeMeter time, Clock clock) {
    this.plans = plans;
    this.time = time;
    this.clock = clock;
  }

  @Override
  public Duration tryAccept(TenantId tenant) {
    var allowance = allowance(tenant);
    var month = allowance.month(YearMonth.now(clock));
    if (month.usedUp()) return month.left(clock.instant());
    var probe = allowance.bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) return Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    allowance.count();
    return Duration.ZERO;
  }

  @Override
  public Month month(TenantId tenant) {
    return allowance(tenant).month(YearMonth.now(clock));
  }

  @Override
  public Plan plan(TenantId tenant) {
    return allowance(tenant).plan;
  }

  private Allowance allowance(TenantId tenant) {
    var found = allowances.get(tenant);
    if (found == null) {
      var month = YearMonth.now(clock);
      var standing = read(tenant, month);
      return allowances.computeIfAbsent(tenant, _ -> new Allowance(standing, month, time));
    }
    if (found.claimRefresh(time.currentTimeNanos())) refresh(tenant, found);
    return found;
  }

  private void refresh(TenantId tenant, Allowance allowance) {
    try {
      var month = YearMonth.now(clock);
      var before = allowance.count;
      long counted = before.since.get();
      allowance.change(read(tenant, month), month, before.since.get() - counted);
    } catch (DataAccessException e) {
      LOG.warn(
          "plan not read again, the last one holds tenant={} cause=\"{}\"",
          tenant,
          e.getMostSpecificCause().toString());
    }
  }

  private Standing read(TenantId tenant, YearMonth month) {
    return plans
        .find(tenant, month.atDay(1))
        .orElseThrow(() -> DomainException.notFound("organisation", tenant));
  }

  /// Runs of a month.
  ///
  /// @param read that were stored when it was read
  /// @param since that this node took from then on
  private record Count(YearMonth month, long read, AtomicLong since) {}

  private static final class Allowance {
    private final Bucket bucket;
    private final AtomicLong readAt;
    private volatile Plan plan;
    private volatile Count count;

    Allowance(Standing standing, YearMonth month, TimeMeter time) {
      this.plan = standing.plan();
      this.count = new Count(month, standing.accepted(), new AtomicLong());
      this.readAt = new AtomicLong(time.currentTimeNanos());
      this.bucket = Bucket.builder().addLimit(limit(plan)).withCustomTimePrecision(time).build();
    }

    boolean claimRefresh(long now) {
      long read = readAt.get();
      return now - read >= FRESH_NANOS && readAt.compareAndSet(read, now);
    }

    void count() {
      count.since.incrementAndGet();
    }

    Month month(YearMonth now) {
      var of = count;
      if (!of.month.equals(now)) {
        of = new Count(now, 0, new AtomicLong());
        count = of;
      }
      var until = now.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      return new Month(of.read + of.since.get(), plan.monthlyRuns(), plan.overage(), until);
    }

    /// @param counted while it was read, so that it may not be among what was
    void change(Standing standing, YearMonth month, long counted) {
      count = new Count(month, standing.accepted(), new AtomicLong(counted));
      change(standing.plan());
    }

    private void change(Plan changed) {
      if (changed.equals(plan)) return;
      bucket.replaceConfiguration(
          BucketConfiguration.builder().addLimit(limit(changed)).build(),
          TokensInheritanceStrategy.PROPORTIONALLY);
      plan = changed;
    }

    private static Bandwidth limit(Plan plan) {
      return Bandwidth.builder()
          .capacity(plan.acceptBurst())
          .refillGreedy(plan.acceptPerSecond(), Duration.ofSeconds(1))
          .build();
    }
  }
}
