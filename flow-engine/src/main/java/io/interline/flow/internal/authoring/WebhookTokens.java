package io.interline.flow.internal.authoring;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/// Makes the secret part of webhook addresses.
@Component
class WebhookTokens {

  private final SecureRandom random = new SecureRandom();

  /// 22 characters that a URL takes as they are, of 128 random bits.
  String next() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
