package io.interline.trial;

import io.interline.connector.Operations;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the test receiver on the web server, at `/try`.
@Configuration
class TrialConfiguration {

  @Bean
  ServletRegistrationBean<TestReceiver> testReceiver(Operations operations) {
    var registration =
        new ServletRegistrationBean<>(
            new TestReceiver(operations::allowsPrivateAddresses), "/try/*");
    registration.setName("test-receiver");
    return registration;
  }
}
