package io.interline.flow.internal.ingest;

import io.interline.flow.internal.message.MessageReader;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts webhook addresses on the web server.
@Configuration
class IngestConfiguration {

  @Bean
  WebhookServlet webhookServlet(WebhookIngest ingest, MessageReader messages) {
    return new WebhookServlet(ingest, new Answers(messages.json()));
  }

  @Bean
  @ConditionalOnWebApplication
  ServletRegistrationBean<WebhookServlet> webhookAddresses(WebhookServlet servlet) {
    var registration = new ServletRegistrationBean<>(servlet, "/in/*");
    registration.setName("webhooks");
    registration.setLoadOnStartup(1);
    return registration;
  }

  @Bean
  @ConditionalOnWebApplication
  @ConditionalOnBooleanProperty("interline.bench")
  ServletRegistrationBean<InMemoryCeiling> inMemoryCeiling(
      Webhooks webhooks, MessageReader messages, Clock clock) {
    var servlet = new InMemoryCeiling(webhooks, messages, clock);
    var registration = new ServletRegistrationBean<>(servlet, "/in/ceiling/*");
    registration.setName("ceiling");
    return registration;
  }
}
