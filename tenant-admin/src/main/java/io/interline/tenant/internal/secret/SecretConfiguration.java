package io.interline.tenant.internal.secret;

import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Randomness, and the one encoder of passwords and client secrets.
@Configuration
class SecretConfiguration {

  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return new HubPasswordEncoder();
  }
}
