package io.interline.tenant.internal.access;

import io.interline.audit.AuditEntry;
import io.interline.audit.AuditLog;
import io.interline.audit.AuditObject;
import io.interline.audit.LogId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts refusals on the audit log, and lets nobody fill it with them: of one actor, the first ten
/// of a minute are each an event of their own; the others are counted, and become one event when
/// the minute is over. Safe for use from many threads.
///
/// Written through the system pool in a transaction of its own: the refused action has none, and a
/// thread that waits for a second connection of the pool from which it holds one can wait for ever.
@Component
public class RefusalLog implements DisposableBean {

  /// Action of the event that stands for many.
  static final String SUMMED_UP = "refusals.sum";

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int EACH = 10;
  private static final int MAX_ACTORS = 10_000;
  private static final long LOOK_SECONDS = 5;

  private final AuditLog log;
  private final Clock clock;
  private final TransactionTemplate ownTransaction;
  private final Map<Who, Count> counts = new HashMap<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("refusals").factory());

  RefusalLog(
      @Qualifier("system") AuditLog log,
      @Qualifier("systemTransactionManager") PlatformTransactionManager transactions,
      Clock clock) {
    this.log = log;
    this.clock = clock;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    ticker.scheduleWithFixedDelay(this::tick, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /// Records that somebody was refused.
  public void add(AuditEntry entry) {
    write(count(entry));
  }

  /// Writes the sums of minutes that are over.
  void settle() {
    write(take(clock.instant()));
  }

  @Override
  public void destroy() {
    ticker.shutdownNow();
    write(take(Instant.MAX));
  }

  private synchronized List<AuditEntry> count(AuditEntry entry) {
    var now = clock.instant();
    var who = new Who(entry.log(), entry.actor().id());
    var events = new ArrayList<AuditEntry>();
    var count = counts.get(who);
    if (count != null && !now.isBefore(count.until)) {
      count.sum().ifPresent(events::add);
      count = null;
    }
    if (count == null) {
      if (counts.size() >= MAX_ACTORS) events.addAll(take(Instant.MAX));
      count = new Count(now.plus(WINDOW));
      counts.put(who, count);
    }
    if (count.each < EACH) {
      count.each++;
      events.add(entry);
    } else {
      count.last = entry;
      count.actions.merge(entry.action(), 1L, Long::sum);
    }
    return events;
  }

  private synchronized List<AuditEntry> take(Instant now) {
    var events = new ArrayList<AuditEntry>();
    counts
        .values()
        .removeIf(
            count -> {
              if (now.isBefore(count.until)) return false;
              count.sum().ifPresent(events::add);
              return true;
            });
    return events;
  }

  private void write(List<AuditEntry> events) {
    if (!events.isEmpty()) ownTransaction.executeWithoutResult(_ -> events.forEach(log::append));
  }

  private void tick() {
    try {
      settle();
    } catch (RuntimeException e) {
      LOG.warn("refusals not summed up cause=\"{}\"", e.toString());
    }
  }

  private record Who(LogId log, String actor) {}

  private static final class Count {
    private final Instant until;
    private final Map<String, Long> actions = new TreeMap<>();
    private int each;
    private @Nullable AuditEntry last;

    Count(Instant until) {
      this.until = until;
    }

    Optional<AuditEntry> sum() {
      var of = last;
      if (of == null) return Optional.empty();
      long more = actions.values().stream().mapToLong(Long::longValue).sum();
      return Optional.of(
          new AuditEntry(
              of.log(),
              of.actor(),
              SUMMED_UP,
              AuditObject.of("actor", of.actor().id()),
              of.outcome(),
              more + " more refused in a minute, after " + EACH + " that are listed.",
              Map.of(
                  "refused",
                  String.valueOf(more),
                  "actions",
                  actions.entrySet().stream()
                      .map(it -> it.getKey() + " " + it.getValue())
                      .collect(Collectors.joining(", "))),
              of.origin(),
              of.authentication()));
    }
  }
}
