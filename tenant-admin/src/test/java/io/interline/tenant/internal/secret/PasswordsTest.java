package io.interline.tenant.internal.secret;

import static io.interline.tenant.testing.DomainExceptions.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.tenant.DomainException.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

  private static final String EMAIL = "ann.example@example.com";

  private final Passwords passwords = new Passwords(new HubPasswordEncoder());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ninechars",
        "🦉🦉🦉🦉🦉",
        "aaaaaaaaaaaa",
        "Password123",
        "1234567890",
        "1qaz2wsx3edc",
        "Basketball",
        "iloveyou2024!!",
        "!!Superman!!",
        "2026 dragon",
        "dragonDragon",
        "ann.example@example.com",
        "ANN.EXAMPLE",
      })
  void weakOnesAreRefused(String password) {
    assertThatThrownBy(() -> passwords.hash(password, EMAIL))
        .satisfies(refusedWith(Kind.INVALID, "password-weak"));
  }

  @Test
  void thousandsOfCommonOnesAreKnownAndOthersAreNot() {
    assertThat(CommonPasswords.size()).isGreaterThan(15_000);
    assertThat(CommonPasswords.has("a tree full of owls")).isFalse();
    assertThat(CommonPasswords.has("owl-8841-7720-quartz")).isFalse();
  }

  @Test
  void longerThanBcryptReadsIsRefused() {
    assertThatThrownBy(() -> passwords.hash("correct horse ".repeat(6), EMAIL))
        .satisfies(refusedWith(Kind.INVALID, "password-weak"));
  }

  @Test
  void rightPasswordMatchesItsHashAlone() {
    var hash = passwords.hash("a tree full of owls", EMAIL);

    assertThat(hash).startsWith("{bcrypt}");
    assertThat(passwords.matches("a tree full of owls", hash)).isTrue();
    assertThat(passwords.matches("A tree full of owls", hash)).isFalse();
    assertThat(passwords.matches("", hash)).isFalse();
  }

  @Test
  void composedAndDecomposedLettersAreTheSame() {
    var hash = passwords.hash("Grüße aus Köln", EMAIL);

    assertThat(passwords.matches("Gru\u0308ße aus Ko\u0308ln", hash)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{none}", "{noop}a tree full of owls", "a tree full of owls"})
  void whatIsNoHashMatchesNothing(String stored) {
    assertThat(passwords.matches("a tree full of owls", stored)).isFalse();
  }

  /// The time of an answer is the time of the comparison, so what counts is that there is one.
  @Test
  void missingHashCostsAComparisonAsAnyOtherDoes() {
    var counting = new CountingEncoder();
    var counted = new Passwords(counting);

    counted.matches("a tree full of owls", null);
    counted.matches("x".repeat(100), null);

    assertThat(counting.comparisons).isEqualTo(2);
  }

  private static final class CountingEncoder extends HubPasswordEncoder {
    private int comparisons;

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
      comparisons++;
      return super.matches(password, encoded);
    }
  }

  @Test
  void nobodysPasswordMatchesNothing() {
    assertThat(passwords.matches("the password of nobody", null)).isFalse();
  }
}
