package io.interline.security;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.interline.tenant.Accounts;
import io.interline.tenant.ApiClients;
import io.interline.ui.account.LoginView;
import jakarta.servlet.DispatcherType;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.converter.Converter;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/// One chain of filters for each kind of visitor: webhooks, token endpoint, API, figures, screens.
@Configuration
class FilterChains {

  /// Vaadin starts its screens with scripts and styles in the page, and runs expressions of the
  /// server; nothing comes from or goes to another host, and no other page may frame it.
  private static final String SCREEN_POLICY =
      "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self'"
          + " 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src"
          + " 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action"
          + " 'self'; frame-ancestors 'none'";

  /// Webhooks come at a high rate and from machines: their servlet checks them itself, and no
  /// filter of this package stands before it.
  @Bean
  @Order(1)
  SecurityFilterChain webhooks() {
    return new DefaultSecurityFilterChain(matching("/in/**"));
  }

  @Bean
  @Order(2)
  SecurityFilterChain authorizationServer(HttpSecurity http) {
    return http.securityMatcher("/oauth2/token", "/.well-known/oauth-authorization-server")
        .oauth2AuthorizationServer(Customizer.withDefaults())
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .sessionManagement(FilterChains::withoutSession)
        .csrf(AbstractHttpConfigurer::disable)
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain api(
      HttpSecurity http,
      ApiClients clients,
      ProblemResponses problems,
      Accounts accounts,
      RequestOrigin origin) {
    Converter<Jwt, AbstractAuthenticationToken> converter = token -> authenticate(token, clients);
    return http.securityMatcher("/api/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(HttpMethod.GET, "/api/openapi.json")
                    .permitAll()
                    .anyRequest()
                    .hasAuthority("SCOPE_api"))
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(jwt -> jwt.jwtAuthenticationConverter(converter))
                    .authenticationEntryPoint(problems)
                    .accessDeniedHandler(problems))
        .exceptionHandling(
            failures -> failures.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .addFilterBefore(new CallerFilter(accounts, origin), AnonymousAuthenticationFilter.class)
        .sessionManagement(FilterChains::withoutSession)
        .requestCache(AbstractHttpConfigurer::disable)
        .csrf(AbstractHttpConfigurer::disable)
        .headers(headers -> headers.contentSecurityPolicy(FilterChains::nothing))
        .build();
  }

  /// Whoever asks whether the hub is well is told so; figures are for those who run it.
  @Bean
  @Order(4)
  SecurityFilterChain actuator(HttpSecurity http, MetricsAccess metrics) {
    return http.securityMatcher("/actuator/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health/**")
                    .permitAll()
                    .anyRequest()
                    .access(
                        (authentication, context) ->
                            new AuthorizationDecision(metrics.allows(context.getRequest()))))
        .exceptionHandling(
            failures ->
                failures.authenticationEntryPoint(
                    (request, response, cause) -> response.setStatus(401)))
        .sessionManagement(FilterChains::withoutSession)
        .csrf(AbstractHttpConfigurer::disable)
        .build();
  }

  @Bean
  @Order(5)
  SecurityFilterChain screens(
      HttpSecurity http,
      Accounts accounts,
      RequestOrigin origin,
      ObjectProvider<ClientRegistrationRepository> identityProviders) {
    http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, "/interline/**")
                    .permitAll())
        // Vaadin first: it names the log-in page before Spring Security makes one of its own.
        .with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin.loginView(LoginView.class))
        .formLogin(form -> describeLogIn(form, origin))
        .addFilterBefore(new CallerFilter(accounts, origin), AnonymousAuthenticationFilter.class)
        .headers(FilterChains::describeHeaders);
    if (identityProviders.getIfAvailable() != null) {
      http.oauth2Client(Customizer.withDefaults()).oauth2Login(Customizer.withDefaults());
    }
    return http.build();
  }

  private static AbstractAuthenticationToken authenticate(Jwt token, ApiClients clients) {
    return Optional.ofNullable(token.getSubject())
        .flatMap(clients::registered)
        .map(client -> new ApiAuthentication(token, client))
        .orElseThrow(() -> new InvalidBearerTokenException("the client of this token has ended"));
  }

  private static void describeLogIn(FormLoginConfigurer<HttpSecurity> form, RequestOrigin origin) {
    AuthenticationFailureHandler failed =
        (request, response, cause) ->
            response.sendRedirect(
                request.getContextPath()
                    + "/login?error"
                    + (cause instanceof LockedException ? "=too-many-attempts" : ""));
    form.authenticationDetailsSource(origin::of).failureHandler(failed);
  }

  private static void describeHeaders(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(SCREEN_POLICY))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()"));
  }

  private static void nothing(HeadersConfigurer<HttpSecurity>.ContentSecurityPolicyConfig policy) {
    policy.policyDirectives("default-src 'none'; frame-ancestors 'none'");
  }

  private static void withoutSession(SessionManagementConfigurer<HttpSecurity> session) {
    session.sessionCreationPolicy(SessionCreationPolicy.STATELESS);
  }

  private static PathPatternRequestMatcher matching(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(pattern);
  }
}
