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
import java.time.Duration;
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
  private final ConcurrentMap<TenantId, Allowance> allowances = new ConcurrentHashMap<>();

  BucketQuotas(Plans plans, TimeMeter time) {
    this.plans = plans;
    this.time = time;
  }

  @Override
  public Duration tryAccept(TenantId tenant) {
    var probe = allowance(tenant).bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
  }

  @Override
  public Plan plan(TenantId tenant) {
    return allowance(tenant).plan;
  }

  private Allowance allowance(TenantId tenant) {
    var found = allowances.get(tenant);
    if (found == null) {
      var plan = read(tenant);
      return allowances.computeIfAbsent(tenant, key -> new Allowance(plan, time));
    }
    if (found.claimRefresh(time.currentTimeNanos())) refresh(tenant, found);
    return found;
  }

  private void refresh(TenantId tenant, Allowance allowance) {
    try {
      allowance.change(read(tenant));
    } catch (DataAccessException e) {
      LOG.warn(
          "plan not read again, the last one holds tenant={} cause=\"{}\"",
          tenant,
          e.getMostSpecificCause().toString());
    }
  }

  private Plan read(TenantId tenant) {
    return plans.find(tenant).orElseThrow(() -> DomainException.notFound("organisation", tenant));
  }

  private static final class Allowance {
    private final Bucket bucket;
    private final AtomicLong readAt;
    private volatile Plan plan;

    Allowance(Plan plan, TimeMeter time) {
      this.plan = plan;
      this.readAt = new AtomicLong(time.currentTimeNanos());
      this.bucket = Bucket.builder().addLimit(limit(plan)).withCustomTimePrecision(time).build();
    }

    boolean claimRefresh(long now) {
      long read = readAt.get();
      return now - read >= FRESH_NANOS && readAt.compareAndSet(read, now);
    }

    void change(Plan changed) {
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
