package io.interline.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Refuses API calls with problem documents (RFC 9457).
@Component
class ProblemResponses implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final BearerTokenAuthenticationEntryPoint challenge =
      new BearerTokenAuthenticationEntryPoint();
  private final JsonMapper json;

  ProblemResponses(JsonMapper json) {
    this.json = json;
  }

  /// No token, or one that does not hold: with the challenge of RFC 6750.
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
      throws IOException {
    challenge.commence(request, response, cause);
    write(
        response,
        HttpStatus.UNAUTHORIZED,
        "token-invalid",
        "Send a valid access token: Authorization: Bearer …. POST /oauth2/token with your client's"
            + " id and secret gives one.");
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
      throws IOException {
    write(response, HttpStatus.FORBIDDEN, "access-refused", "Your token does not allow this.");
  }

  /// More than a limit allows.
  void tooMany(HttpServletResponse response, Duration wait, String reason) throws IOException {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    response.setHeader("Retry-After", String.valueOf(seconds));
    write(
        response,
        HttpStatus.TOO_MANY_REQUESTS,
        "too-many-requests",
        reason + " Try again in " + seconds + (seconds == 1 ? " second." : " seconds."));
  }

  /// An address that no part of the hub may see.
  void strangeAddress(HttpServletResponse response) throws IOException {
    write(
        response,
        HttpStatus.BAD_REQUEST,
        "address-malformed",
        "The address has a character or a path that is not allowed in one, or the request's method"
            + " or headers have.");
  }

  private void write(HttpServletResponse response, HttpStatus status, String code, String detail)
      throws IOException {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setTitle(status.getReasonPhrase());
    problem.setProperties(Map.of("code", code));
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(problem));
  }
}
