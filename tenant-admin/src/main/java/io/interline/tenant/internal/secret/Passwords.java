package io.interline.tenant.internal.secret;

import io.interline.tenant.DomainException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// The rule for passwords, their hashes and their comparison. The same characters typed on another
/// keyboard (composed or not, NFC) are the same password.
@Component
public class Passwords {

  private static final int MIN_CHARACTERS = 10;
  /// bcrypt reads no further.
  private static final int MAX_BYTES = 72;
  private static final int MIN_DISTINCT = 5;

  private final PasswordEncoder encoder;
  private final String hashOfNobody;

  Passwords(PasswordEncoder encoder) {
    this.encoder = encoder;
    this.hashOfNobody = Objects.requireNonNull(encoder.encode("the password of nobody"));
  }

  /// The hash of a password that the rule allows.
  ///
  /// @throws DomainException of kind INVALID, code `password-weak`, with the reason
  public String hash(String password, String email) {
    var plain = Normalizer.normalize(password, Normalizer.Form.NFC);
    check(plain, email);
    return Objects.requireNonNull(encoder.encode(plain));
  }

  /// Whether the password is the one of the hash. Takes as long when there is no hash, so that the
  /// time of the answer does not tell whether an account exists.
  public boolean matches(String password, @Nullable String hash) {
    var plain = Normalizer.normalize(password, Normalizer.Form.NFC);
    boolean possible = bytes(plain) <= MAX_BYTES;
    boolean equal =
        encoder.matches(possible ? plain : "too long", hash == null ? hashOfNobody : hash);
    return equal && possible && hash != null;
  }

  static void check(String password, String email) {
    if (password.codePointCount(0, password.length()) < MIN_CHARACTERS)
      throw weak("The password needs at least " + MIN_CHARACTERS + " characters.");
    if (bytes(password) > MAX_BYTES)
      throw weak("The password is too long: at most " + MAX_BYTES + " bytes (letters) are used.");
    if (password.chars().distinct().count() < MIN_DISTINCT)
      throw weak("The password repeats too few different characters.");
    var folded = password.toLowerCase(Locale.ROOT).strip();
    var address = email.toLowerCase(Locale.ROOT);
    if (folded.equals(address)
        || folded.equals(address.substring(0, Math.max(0, address.indexOf('@')))))
      throw weak("The password must not be the e-mail address.");
    if (CommonPasswords.has(folded))
      throw weak("This password is one of the first that attackers try. Choose another.");
  }

  private static DomainException weak(String message) {
    return new DomainException(DomainException.Kind.INVALID, "password-weak", message);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
