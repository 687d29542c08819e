package io.interline.security;

import io.interline.tenant.HubAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Who may read the figures of the installation: programs on the same machine, and whoever has the
/// token in `INTERLINE_METRICS_TOKEN`.
@Component
class MetricsAccess {

  private final byte[] expected;

  MetricsAccess(@Value("${interline.metrics.token:}") String token) {
    this.expected = token.isEmpty() ? new byte[0] : bytes("Bearer " + token);
  }

  boolean allows(HttpServletRequest request) {
    return fromThisMachine(request) || hasToken(request);
  }

  private static boolean fromThisMachine(HttpServletRequest request) {
    return HubAddress.isFromThisMachine(
        request.getRemoteAddr(),
        request.getHeader("Host"),
        request.getHeader("Forwarded") != null || request.getHeader("X-Forwarded-For") != null);
  }

  private boolean hasToken(HttpServletRequest request) {
    String shown = request.getHeader("Authorization");
    return expected.length > 0 && shown != null && MessageDigest.isEqual(expected, bytes(shown));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
