package io.interline.flow.internal.ingest;

import io.interline.flow.internal.message.MessageReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/// Puts webhook addresses on the web server.
@Configuration
@EnableConfigurationProperties(IngestSettings.class)
class IngestConfiguration {

  @Bean
  WebhookServlet webhookServlet(WebhookReceiver receiver, ObjectProvider<MeterRegistry> meters) {
    return new WebhookServlet(
        receiver, new Answers(), meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  @ConditionalOnWebApplication
  FilterRegistrationBean<FilterBypass> webhookFilterBypass(WebhookServlet servlet) {
    return first(new FilterBypass(servlet, "webhooks"), "webhookFilterBypass");
  }

  @Bean
  @ConditionalOnWebApplication
  @ConditionalOnBooleanProperty("interline.bench")
  FilterRegistrationBean<FilterBypass> ceilingFilterBypass(
      ServletRegistrationBean<InMemoryCeiling> ceiling) {
    var servlet = java.util.Objects.requireNonNull(ceiling.getServlet());
    return first(new FilterBypass(servlet, "ceiling"), "ceilingFilterBypass");
  }

  private static FilterRegistrationBean<FilterBypass> first(FilterBypass filter, String name) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.setName(name);
    registration.addUrlPatterns("/in/*");
    // The first of all writes headers that these answers carry too.
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return registration;
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
