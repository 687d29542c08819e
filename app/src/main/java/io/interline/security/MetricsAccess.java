package io.interline.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
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

  /// A proxy on this machine says that it stands for somebody else.
  private static boolean fromThisMachine(HttpServletRequest request) {
    if (request.getHeader("Forwarded") != null || request.getHeader("X-Forwarded-For") != null)
      return false;
    try {
      return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean hasToken(HttpServletRequest request) {
    String shown = request.getHeader("Authorization");
    return expected.length > 0 && shown != null && MessageDigest.isEqual(expected, bytes(shown));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
