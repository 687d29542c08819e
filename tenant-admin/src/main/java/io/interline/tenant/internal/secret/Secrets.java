package io.interline.tenant.internal.secret;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/// Makes tokens, and ids that nobody can guess.
@Component
public class Secrets {

  private static final int ID_BYTES = 12;

  private final SecureRandom random;

  Secrets(SecureRandom random) {
    this.random = random;
  }

  /// A new token.
  public Token token() {
    return Token.random(random);
  }

  /// A new client id, for example `client-5f0c…`.
  public String clientId() {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return "client-" + HexFormat.of().formatHex(bytes);
  }

  /// The stored form of a client's secret, in Spring Security's `{id}hash` form.
  public String clientSecretHash(Token secret) {
    return HubPasswordEncoder.encodeSecret(secret);
  }
}
