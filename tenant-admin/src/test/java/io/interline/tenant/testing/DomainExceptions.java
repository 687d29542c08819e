package io.interline.tenant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.tenant.DomainException;
import java.util.function.Consumer;

/// Checks of refusals: `assertThatThrownBy(…).satisfies(refusedWith(Kind.CONFLICT, "last-owner"))`.
public final class DomainExceptions {

  private DomainExceptions() {}

  /// A [DomainException] of that kind and code.
  public static Consumer<Throwable> refusedWith(DomainException.Kind kind, String code) {
    return thrown ->
        assertThat(thrown)
            .isInstanceOfSatisfying(
                DomainException.class,
                refusal -> {
                  assertThat(refusal.code()).isEqualTo(code);
                  assertThat(refusal.kind()).isEqualTo(kind);
                });
  }
}
