package io.interline.security;

import io.interline.flow.SharedLoops;
import io.interline.tenant.Caller;
import io.interline.tenant.Duties;
import io.interline.tenant.HubAddress;
import io.interline.tenant.TenantScope;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.Environment;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/// The filter chains with accounts and clients in memory, and routes that say who called them.
/// Without a stereotype, so that no other test finds it by scanning.
@ComponentScan({"io.interline.security", "io.interline.health"})
@EnableAutoConfiguration(
    exclude = {
      DataSourceAutoConfiguration.class,
      HibernateJpaAutoConfiguration.class,
      FlywayAutoConfiguration.class
    })
class SecurityTestApplication {

  @Bean
  FakeDatabaseStatus databaseStatus() {
    return new FakeDatabaseStatus();
  }

  @Bean
  Duties duties() {
    return new Duties();
  }

  @Bean
  SharedLoops loopsThatAreWell() {
    return List::of;
  }

  @Bean
  FakeAccounts accounts() {
    return new FakeAccounts();
  }

  @Bean
  FakeApiClients apiClients() {
    return new FakeApiClients();
  }

  @Bean
  Refusals refusals() {
    return new Refusals();
  }

  @Bean
  HubAddress hubAddress(Environment environment) {
    return new HubAddress(environment);
  }

  @Bean
  Supplier<UUID> ids() {
    return UUID::randomUUID;
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  @Bean
  ServletRegistrationBean<HttpServlet> webhook() {
    return new ServletRegistrationBean<>(new AcceptingServlet(), "/in/*");
  }

  /// Stands behind the chains and answers every request that asks `?who`.
  @Bean
  FilterRegistrationBean<Filter> who() {
    return new FilterRegistrationBean<>(
        (request, response, chain) -> {
          if (request.getParameter("who") == null) chain.doFilter(request, response);
          else
            response.getWriter().print(TenantScope.find().map(Caller::toString).orElse("nobody"));
        });
  }

  @Bean
  ServletRegistrationBean<HttpServlet> naming() {
    return new ServletRegistrationBean<>(new NamingServlet(), "/api/v1/who");
  }

  static final class NamingServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print(TenantScope.current());
    }
  }

  static final class AcceptingServlet extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(202);
    }
  }
}
