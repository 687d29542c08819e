package io.interline.flow.internal.inspect;

import io.interline.flow.TestBench;
import io.interline.tenant.DomainException;
import io.interline.tenant.DomainException.Kind;
import io.interline.tenant.TenantId;
import io.interline.tenant.TenantScope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The tests of drafts that run now, each in a thread of its own. Safe for many threads.
final class RunningTests {

  /// At a time, of one tenant.
  static final int MOST_OF_A_TENANT = 10;

  private final Map<TenantId, Set<Rehearsal>> tests = new HashMap<>();

  /// Starts a test in the name of the current caller.
  ///
  /// @throws DomainException when the tenant has too many
  TestBench.Test start(Rehearsal test, UUID id, @Nullable String upToStep) {
    var caller = TenantScope.current();
    var tenant = caller.tenant();
    add(tenant, test);
    Thread.ofVirtual()
        .name("flow-test-" + id)
        .start(
            () -> {
              try {
                TenantScope.run(caller, () -> test.play(tenant, id.toString(), upToStep));
              } finally {
                remove(tenant, test);
              }
            });
    return test;
  }

  /// Ends all of them, as the hub ends.
  synchronized void stop() {
    tests.values().forEach(all -> all.forEach(Rehearsal::stop));
  }

  private synchronized void add(TenantId tenant, Rehearsal test) {
    var own = tests.computeIfAbsent(tenant, _ -> new HashSet<>());
    if (own.size() >= MOST_OF_A_TENANT)
      throw new DomainException(
          Kind.LIMIT,
          "too-many-tests",
          MOST_OF_A_TENANT
              + " tests of your organisation run now. Wait until one is over, or stop one.");
    own.add(test);
  }

  private synchronized void remove(TenantId tenant, Rehearsal test) {
    var own = tests.get(tenant);
    if (own == null) return;
    own.remove(test);
    if (own.isEmpty()) tests.remove(tenant);
  }
}
