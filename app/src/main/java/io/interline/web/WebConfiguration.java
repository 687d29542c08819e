package io.interline.web;

import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the bounds on the web server.
@Configuration
@EnableConfigurationProperties({WebSettings.class, RequestDeadlines.class})
class WebConfiguration {

  @Bean
  ServletListenerRegistrationBean<AnonymousSessions> anonymousSessions(WebSettings settings) {
    return new ServletListenerRegistrationBean<>(
        new AnonymousSessions(settings, Executors.newVirtualThreadPerTaskExecutor()));
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> punctualRequests(
      RequestDeadlines deadlines) {
    return factory -> {
      factory.setProtocol(PunctualHttp.class.getName());
      factory.addConnectorCustomizers(
          connector -> {
            if (connector.getProtocolHandler() instanceof PunctualHttp http)
              http.setDeadlines(deadlines);
          });
    };
  }
}
