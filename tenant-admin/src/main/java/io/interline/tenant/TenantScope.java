package io.interline.tenant;

import java.util.Optional;

/// Binds the caller to the work done on its behalf. Bound by the edges (servlet filter, engine,
/// scheduler), read by services and by the start of each transaction. Not inherited by threads.
///
/// ```java
/// TenantScope.call(caller, () -> flows.list());
/// ```
public final class TenantScope {

  private static final ScopedValue<Caller> CALLER = ScopedValue.newInstance();

  private TenantScope() {}

  /// Runs work in the caller's name and returns its result.
  public static <T, X extends Throwable> T call(
      Caller caller, ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CALLER, caller).call(work);
  }

  /// Runs work in the caller's name.
  public static void run(Caller caller, Runnable work) {
    ScopedValue.where(CALLER, caller).run(work);
  }

  /// @throws IllegalStateException when nobody is bound: the edge forgot to say for whom it works
  public static Caller current() {
    if (!CALLER.isBound()) throw new IllegalStateException("no tenant in scope");
    return CALLER.get();
  }

  /// The caller, if one is bound.
  public static Optional<Caller> find() {
    return CALLER.isBound() ? Optional.of(CALLER.get()) : Optional.empty();
  }

  /// The tenant of the current caller.
  public static TenantId tenant() {
    return current().tenant();
  }
}
