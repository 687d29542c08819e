package io.interline.security;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.interline.tenant.Accounts;
import io.interline.tenant.ApiClients;
import io.interline.tenant.AuditTrail;
import io.interline.tenant.HubAddress;
import io.interline.ui.account.LoginView;
import jakarta.servlet.DispatcherType;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
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
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
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
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/// One chain of filters for each kind of visitor: webhooks, token endpoint, API, figures, screens.
@Configuration
@EnableConfigurationProperties(ApiRateSettings.class)
class FilterChains {

  /// An address with what no address may have: NUL, a line break, a path that leaves its place.
  @Bean
  RequestRejectedHandler strangeAddresses(ProblemResponses problems) {
    return (request, response, cause) -> problems.strangeAddress(response);
  }

  /// Webhooks come at a high rate and from machines: their servlet checks them itself, and no
  /// filter of this package stands before it.
  @Bean
  @Order(1)
  SecurityFilterChain webhooks() {
    return new DefaultSecurityFilterChain(matching("/in/**"));
  }

  /// So does the receiver to try the hub with.
  @Bean
  @Order(1)
  SecurityFilterChain trial() {
    return new DefaultSecurityFilterChain(matching("/try/**"));
  }

  @Bean
  @Order(2)
  SecurityFilterChain authorizationServer(
      HttpSecurity http, ApiClients clients, RequestOrigin origin, ProblemResponses problems) {
    return http.securityMatcher("/oauth2/token")
        .oauth2AuthorizationServer(Customizer.withDefaults())
        .addFilterBefore(
            new ClientSecretFilter(clients, origin, problems),
            AbstractPreAuthenticatedProcessingFilter.class)
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .sessionManagement(FilterChains::withoutSession)
        .csrf(AbstractHttpConfigurer::disable)
        .headers(FilterChains::fromFilter)
        .build();
  }

  /// Where to get a token is said to everybody.
  @Bean
  @Order(2)
  SecurityFilterChain metadata(HttpSecurity http) {
    return http.securityMatcher("/.well-known/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .sessionManagement(FilterChains::withoutSession)
        .requestCache(AbstractHttpConfigurer::disable)
        .csrf(AbstractHttpConfigurer::disable)
        .headers(FilterChains::fromFilter)
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain api(
      HttpSecurity http,
      ApiClients clients,
      ProblemResponses problems,
      Accounts accounts,
      RequestOrigin origin,
      ApiRateSettings rate,
      AuditTrail trail) {
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
        .addFilterAfter(new ApiRate(rate, problems, trail), CallerFilter.class)
        .sessionManagement(FilterChains::withoutSession)
        .requestCache(AbstractHttpConfigurer::disable)
        .csrf(AbstractHttpConfigurer::disable)
        .headers(FilterChains::fromFilter)
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
        .headers(FilterChains::fromFilter)
        .build();
  }

  @Bean
  @Order(5)
  SecurityFilterChain screens(
      HttpSecurity http,
      Accounts accounts,
      RequestOrigin origin,
      HubAddress hub,
      ObjectProvider<ClientRegistrationRepository> identityProviders) {
    http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, "/interline/**")
                    .permitAll())
        // Vaadin first: it names the log-in page before Spring Security makes one of its own.
        // An address that leads nowhere gets there too: the page that says so is Vaadin's to show.
        .with(
            VaadinSecurityConfigurer.vaadin(),
            vaadin -> vaadin.loginView(LoginView.class).anyRequest(AuthorizedUrl::authenticated))
        .formLogin(form -> describeLogIn(form, origin))
        .addFilterBefore(new CallerFilter(accounts, origin), AnonymousAuthenticationFilter.class)
        .addFilterBefore(new OwnSiteFilter(hub), CsrfFilter.class)
        .headers(FilterChains::fromFilter);
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

  /// Those of [ResponseHeaders]; what is left for Spring Security is that answers are not kept.
  private static void fromFilter(HeadersConfigurer<HttpSecurity> headers) {
    headers.defaultsDisabled().cacheControl(Customizer.withDefaults());
  }

  private static void withoutSession(SessionManagementConfigurer<HttpSecurity> session) {
    session.sessionCreationPolicy(SessionCreationPolicy.STATELESS);
  }

  private static PathPatternRequestMatcher matching(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(pattern);
  }
}
