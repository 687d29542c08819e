package io.interline.security;

import io.github.bucket4j.Bucket;
import io.interline.audit.Actor;
import io.interline.audit.AuditObject;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.Caller;
import io.interline.tenant.TenantScope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets a client ask the API so often in a second, on this node. What is more is refused before any
/// work is done for it, with the time to wait.
class ApiRate extends OncePerRequestFilter {

  /// Clients are few; should they be many, all begin anew.
  private static final int MAX_CLIENTS = 10_000;

  private final ApiRateSettings settings;
  private final ProblemResponses problems;
  private final AuditTrail trail;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  ApiRate(ApiRateSettings settings, ProblemResponses problems, AuditTrail trail) {
    this.settings = settings;
    this.problems = problems;
    this.trail = trail;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var client = TenantScope.find().map(Caller::actor).filter(it -> it.kind() == Actor.Kind.CLIENT);
    var wait = client.map(it -> waitOf(it.id())).orElse(Duration.ZERO);
    if (wait.isZero()) {
      chain.doFilter(request, response);
      return;
    }
    String reason = "More than " + settings.requestsPerSecond() + " requests a second.";
    trail.refused("client.call", AuditObject.of("client", client.orElseThrow().id()), reason);
    problems.tooMany(response, wait, reason);
  }

  private Duration waitOf(String client) {
    if (buckets.size() >= MAX_CLIENTS) buckets.clear();
    var probe = buckets.computeIfAbsent(client, _ -> newBucket()).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(settings.burst())
                    .refillGreedy(settings.requestsPerSecond(), Duration.ofSeconds(1)))
        .build();
  }
}
