package io.interline.tenant.internal.secret;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Passwords as `{bcrypt}…`, secrets of API clients as `{secret-sha256}…`; both are checked by the
/// same encoder, which the authorization server uses too.
class HubPasswordEncoder implements PasswordEncoder {

  private static final String SECRET = "secret-sha256";

  private final PasswordEncoder delegate =
      new DelegatingPasswordEncoder(
          "bcrypt",
          Map.of("bcrypt", new BCryptPasswordEncoder(), SECRET, new ClientSecretEncoder()));

  /// The stored form of a client's secret.
  static String encodeSecret(Token secret) {
    return "{"
        + SECRET
        + "}"
        + Objects.requireNonNull(new ClientSecretEncoder().encode(secret.text()));
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return delegate.encode(password);
  }

  /// What is no hash of ours matches nothing.
  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
    try {
      return delegate.matches(password, encoded);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// A client's secret is not to be made into a password hash at the first log-in.
  @Override
  public boolean upgradeEncoding(@Nullable String encoded) {
    return encoded != null
        && !encoded.startsWith("{" + SECRET + "}")
        && delegate.upgradeEncoding(encoded);
  }
}
