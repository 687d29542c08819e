package io.interline.flow.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyHeadersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Order",
        "x-hook-secret",
        "Retry-After",
        "ETag",
        "Cache-Control",
        "WebHook-Allowed-Origin"
      })
  void flowsSetHeadersOfTheirOwn(String header) {
    assertThat(ReplyHeaders.isAllowed(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Set-Cookie",
        "Clear-Site-Data",
        "Refresh",
        "Alt-Svc",
        "NEL",
        "Report-To",
        "Reporting-Endpoints",
        "Location",
        "Content-Location",
        "Link",
        "Content-Security-Policy",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Access-Control-Allow-Origin",
        "Strict-Transport-Security",
        "Service-Worker-Allowed",
        "SourceMap",
        "WWW-Authenticate",
        "Cross-Origin-Opener-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "X-XSS-Protection",
        "X-Accel-Redirect",
        "X-Sendfile",
        "X-Forwarded-Host",
        "X-SourceMap",
        "X-",
        "X-A b",
        "Interline-Run",
        "",
      })
  void whatActsOnTheOriginIsNotTheirs(String header) {
    assertThat(ReplyHeaders.isAllowed(header)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/problem+json",
        "application/json; charset=utf-8",
        "text/plain",
        "Text/XML; charset=\"utf-8\"",
        "text/csv",
        "application/soap+xml"
      })
  void typesThatNothingRunsIn(String type) {
    assertThat(ReplyHeaders.contentType(type)).contains(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "TEXT/HTML;charset=utf-8",
        "application/xhtml+xml",
        "image/svg+xml",
        "text/javascript",
        "application/javascript",
        "application/pdf",
        "multipart/x-mixed-replace",
        "text/plain, text/html",
        "text/plain; a=b, text/html",
        "",
        "json"
      })
  void othersAreLeftOut(String type) {
    assertThat(ReplyHeaders.contentType(type)).isEmpty();
  }
}
