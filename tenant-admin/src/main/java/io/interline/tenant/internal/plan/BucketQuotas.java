package io.interline.tenant.internal.plan;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.interline.tenant.DatabaseStatus;
import io.interline.tenant.DomainException;
import io.interline.tenant.Plan;
import io.interline.tenant.Quotas;
import io.interline.tenant.TenantId;
import io.interline.tenant.internal.plan.Plans.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// A token bucket for each tenant of this node, filled at this node's share of the rate of its
/// plan.
///
/// A plan is read when its tenant is first seen and then again every few seconds, by the one thread
/// that finds it old; the others go on with the one they have, and so do all when the database does
/// not answer. Shares are worked out when the nodes have told each other what they use.
class BucketQuotas implements Quotas {

  private static final Logger LOG = LoggerFactory.getLogger(BucketQuotas.class);
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long HEARD_NANOS = Duration.ofSeconds(5).toNanos();
  private static final double SMOOTHING_NANOS = Duration.ofSeconds(2).toNanos();
  private static final double IDLE = 0.1;

  private final Plans plans;
  private final Exchange exchange;
  private final DatabaseStatus database;
  private final TimeMeter time;
  private final Clock clock;
  private final ConcurrentMap<TenantId, Allowance> allowances = new ConcurrentHashMap<>();
  private volatile Map<TenantId, List<Use>> others = Map.of();
  private long toldAt;
  private long heardAt;

  BucketQuotas(Plans plans, Exchange exchange, TimeMeter time, Clock clock) {
    this(plans, exchange, time, clock, DatabaseStatus.ALWAYS_AVAILABLE);
  }

  /// @param clock tells the month
  BucketQuotas(
      Plans plans, Exchange exchange, TimeMeter time, Clock clock, DatabaseStatus database) {
    this.plans = plans;
    this.exchange = exchange;
    this.database = database;
    this.time = time;
    this.clock = clock;
    this.toldAt = time.currentTimeNanos();
  }

  @Override
  public Duration tryAccept(TenantId tenant) {
    var wait = tryAttempt(tenant);
    return wait.isZero() ? tryRun(tenant) : wait;
  }

  @Override
  public Duration tryAttempt(TenantId tenant) {
    var allowance = allowance(tenant);
    var month = allowance.month(YearMonth.now(clock));
    if (month.usedUp()) return month.left(clock.instant());
    var probe = allowance.bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) return Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    allowance.attempts.incrementAndGet();
    return Duration.ZERO;
  }

  @Override
  public Duration tryRun(TenantId tenant) {
    var allowance = allowance(tenant);
    var month = allowance.month(YearMonth.now(clock));
    if (month.usedUp()) return month.left(clock.instant());
    allowance.accepted.incrementAndGet();
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

  @Override
  public Plan share(TenantId tenant) {
    return allowance(tenant).share;
  }

  @Override
  public Load elsewhere(TenantId tenant) {
    var sum = Load.NONE;
    for (var use : others(tenant)) sum = sum.plus(use.load());
    return sum;
  }

  @Override
  public synchronized void exchange(UUID node, Map<TenantId, Load> here) {
    long now = time.currentTimeNanos();
    var uses = uses(here, now);
    try {
      hear(exchange.tell(node, uses));
      heardAt = now;
    } catch (DataAccessException e) {
      if (others.isEmpty() || now - heardAt < HEARD_NANOS) return;
      if (!database.explains(e))
        LOG.warn(
            "nothing heard of other nodes, this one counts alone cause=\"{}\"",
            e.getMostSpecificCause().toString());
      hear(Map.of());
    }
  }

  private Map<TenantId, Use> uses(Map<TenantId, Load> here, long now) {
    long elapsed = now - toldAt;
    toldAt = now;
    var uses = new HashMap<TenantId, Use>();
    here.forEach((tenant, load) -> uses.put(tenant, new Use(load, 0)));
    allowances.forEach(
        (tenant, allowance) -> {
          double rate = allowance.rate(elapsed);
          if (rate >= IDLE) uses.put(tenant, new Use(here.getOrDefault(tenant, Load.NONE), rate));
        });
    return uses;
  }

  private void hear(Map<TenantId, List<Use>> heard) {
    others = heard;
    allowances.forEach((tenant, allowance) -> allowance.allow(others(tenant)));
  }

  private List<Use> others(TenantId tenant) {
    return others.getOrDefault(tenant, List.of());
  }

  private Allowance allowance(TenantId tenant) {
    var found = allowances.get(tenant);
    if (found == null) {
      var month = YearMonth.now(clock);
      var standing = read(tenant, month);
      return allowances.computeIfAbsent(
          tenant, _ -> new Allowance(standing, month, others(tenant), time));
    }
    if (found.claimRefresh(time.currentTimeNanos())) refresh(tenant, found);
    return found;
  }

  private void refresh(TenantId tenant, Allowance allowance) {
    try {
      var month = YearMonth.now(clock);
      long before = allowance.accepted.get();
      var standing = read(tenant, month);
      // What was accepted while it was read may not be among what it found.
      allowance.count = new Count(month, standing.accepted(), before);
      allowance.allow(standing.plan(), others(tenant));
    } catch (DataAccessException e) {
      if (database.explains(e)) return;
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
  /// @param before that this node had accepted until then
  private record Count(YearMonth month, long read, long before) {}

  private static final class Allowance {
    private final Bucket bucket;
    private final AtomicLong readAt;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private volatile Plan plan;
    private volatile Plan share;
    private volatile Count count;
    private long attemptsBefore;
    private double rate;

    Allowance(Standing standing, YearMonth month, List<Use> others, TimeMeter time) {
      this.plan = standing.plan();
      this.share = Shares.of(plan, others);
      this.count = new Count(month, standing.accepted(), 0);
      this.readAt = new AtomicLong(time.currentTimeNanos());
      this.bucket = Bucket.builder().addLimit(limit(share)).withCustomTimePrecision(time).build();
    }

    boolean claimRefresh(long now) {
      long read = readAt.get();
      return now - read >= FRESH_NANOS && readAt.compareAndSet(read, now);
    }

    Month month(YearMonth now) {
      var of = count;
      if (!of.month.equals(now)) {
        of = new Count(now, 0, accepted.get());
        count = of;
      }
      var until = now.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      long used = of.read + accepted.get() - of.before;
      return new Month(used, plan.monthlyRuns(), plan.overage(), until);
    }

    /// Attempts a second, smoothed. For the one thread that tells other nodes.
    ///
    /// @param elapsed nanoseconds since it was asked before
    double rate(long elapsed) {
      if (elapsed <= 0) return rate;
      long now = attempts.get();
      double latest = (now - attemptsBefore) * 1e9 / elapsed;
      attemptsBefore = now;
      rate += (latest - rate) * (1 - Math.exp(-elapsed / SMOOTHING_NANOS));
      return rate;
    }

    synchronized void allow(List<Use> others) {
      allow(plan, others);
    }

    /// A larger plan fills the bucket further; a larger share does not, lest shares that come and
    /// go make messages out of nothing.
    synchronized void allow(Plan whole, List<Use> others) {
      var part = Shares.of(whole, others);
      if (part.acceptPerSecond() != share.acceptPerSecond()
          || part.acceptBurst() != share.acceptBurst())
        bucket.replaceConfiguration(
            BucketConfiguration.builder().addLimit(limit(part)).build(),
            whole.equals(plan)
                ? TokensInheritanceStrategy.AS_IS
                : TokensInheritanceStrategy.PROPORTIONALLY);
      plan = whole;
      share = part;
    }

    private static Bandwidth limit(Plan plan) {
      return Bandwidth.builder()
          .capacity(plan.acceptBurst())
          .refillGreedy(plan.acceptPerSecond(), Duration.ofSeconds(1))
          .build();
    }
  }
}
