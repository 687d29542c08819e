package io.interline.security;

import io.interline.audit.Origin;
import io.interline.tenant.ApiClients;
import io.interline.tenant.DomainException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.springframework.web.filter.OncePerRequestFilter;

/// Stands before the token endpoint: who has shown too many wrong secrets is refused before another
/// one is compared, and whoever shows a wrong one is recorded.
class ClientSecretFilter extends OncePerRequestFilter {

  private static final Duration WAIT = Duration.ofMinutes(10);
  private static final String BASIC = "Basic ";

  private final ApiClients clients;
  private final RequestOrigin origins;
  private final ProblemResponses problems;

  ClientSecretFilter(ApiClients clients, RequestOrigin origins, ProblemResponses problems) {
    this.clients = clients;
    this.origins = origins;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Origin origin = origins.of(request);
    try {
      clients.beginAuthentication(origin);
    } catch (DomainException e) {
      problems.tooMany(response, WAIT, e.getMessage());
      return;
    }
    String clientId = clientId(request);
    chain.doFilter(request, response);
    clients.endAuthentication(
        clientId, origin, response.getStatus() != HttpServletResponse.SC_UNAUTHORIZED);
  }

  /// As the request says it, in one of the two ways of RFC 6749, section 2.3.1.
  private static String clientId(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      String parameter = request.getParameter("client_id");
      return parameter == null ? "" : parameter;
    }
    try {
      var decoded =
          new String(
              Base64.getDecoder().decode(header.substring(BASIC.length()).strip()),
              StandardCharsets.UTF_8);
      int colon = decoded.indexOf(':');
      return URLDecoder.decode(
          colon < 0 ? decoded : decoded.substring(0, colon), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
