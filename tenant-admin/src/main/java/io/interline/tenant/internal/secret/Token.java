package io.interline.tenant.internal.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// A random secret of 256 bits in URL-safe text: a link in a mail, a client's secret.
///
/// What is stored is its plain SHA-256. That suffices, unlike for a password: there is nothing to
/// guess among 2^256 values, so a slow hash would only slow down the hub.
///
/// @param text what its owner gets; stored nowhere
public record Token(String text) {

  private static final int BYTES = 32;

  /// A new token.
  public static Token random(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// What is stored, and looked up.
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Token";
  }
}
