package io.interline.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Puts the headers that tell a browser what not to do on every answer, whoever gives it. They are
/// there before anything else sees the request: an answer that is on its way takes no more headers,
/// and some parts of the hub, the screens among them, send theirs past the filters of Spring
/// Security.
///
/// A page of the screens gets a wider policy for its content in their place, see [ScreenPolicy];
/// nothing else is made to run anything.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ResponseHeaders extends HttpFilter {

  static final String POLICY = "Content-Security-Policy";

  /// Answers for programs. Shown in a browser, they have no rights of the hub's own pages.
  private static final String FOR_PROGRAMS =
      "default-src 'none'; base-uri 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

  /// Files of the screens and pages without script, such as that of an error.
  private static final String FOR_FILES =
      "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'"
          + " data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String PERMISSIONS =
      "camera=(), microphone=(), geolocation=(), payment=(), usb=()";

  private static final List<String> PROGRAMS =
      List.of("/api/", "/in/", "/try/", "/actuator/", "/oauth2/", "/.well-known/");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI().substring(request.getContextPath().length()) + "/";
    response.setHeader(
        POLICY, PROGRAMS.stream().anyMatch(path::startsWith) ? FOR_PROGRAMS : FOR_FILES);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Permissions-Policy", PERMISSIONS);
    if (request.isSecure())
      response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    chain.doFilter(request, response);
  }
}
