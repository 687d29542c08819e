package io.interline.tenant.internal.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Hashes secrets that the hub itself made at random: one SHA-256 without salt, see [Token].
class ClientSecretEncoder implements PasswordEncoder {

  @Override
  public @Nullable String encode(@Nullable CharSequence secret) {
    return secret == null ? null : HexFormat.of().formatHex(new Token(secret.toString()).hash());
  }

  @Override
  public boolean matches(@Nullable CharSequence secret, @Nullable String encoded) {
    if (secret == null || encoded == null) return false;
    var actual = HexFormat.of().formatHex(new Token(secret.toString()).hash());
    return MessageDigest.isEqual(
        actual.getBytes(StandardCharsets.US_ASCII), encoded.getBytes(StandardCharsets.US_ASCII));
  }
}
