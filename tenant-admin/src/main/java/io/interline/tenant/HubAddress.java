package io.interline.tenant;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/// Where the hub is found: the address that people and programs use, and whether anybody beyond
/// this machine can. Safe for use from many threads.
public final class HubAddress {

  private static final String LOCALHOST = "localhost";

  private final Environment environment;

  /// @param environment with `interline.public-url`, `server.address` and the port of the server
  public HubAddress(Environment environment) {
    this.environment = environment;
  }

  /// `https://hub.example.com`, without a slash at the end: `interline.public-url` when it is set,
  /// else this machine and the port that the hub listens on. Asked anew each time, as a port given
  /// by the system is known only once the server listens.
  public String url() {
    String configured = configured();
    if (!configured.isEmpty()) return configured;
    String port = environment.getProperty("server.port", "8080");
    return "http://localhost:" + environment.getProperty("local.server.port", port);
  }

  /// Whether the installation says itself where it is found.
  public boolean isConfigured() {
    return !configured().isEmpty();
  }

  /// Whether only programs of this machine can reach the hub: it listens on a loopback address, and
  /// no address elsewhere was published for it.
  public boolean isLocal() {
    return loopback(environment.getProperty("server.address"))
        && (configured().isEmpty() || loopback(hostOf(configured())));
  }

  /// Whether a request comes from a program of this machine that meant this machine. A page of
  /// another site that a browser here has open can reach the hub too, under a name of its own
  /// that leads here; so the name counts as much as the address.
  ///
  /// @param remote address of the sender
  /// @param host the header `Host`
  /// @param forwarded whether a proxy says that it stands for somebody else
  public static boolean isFromThisMachine(
      @Nullable String remote, @Nullable String host, boolean forwarded) {
    return !forwarded && loopback(remote) && host != null && loopback(withoutPort(host));
  }

  private String configured() {
    return environment.getProperty("interline.public-url", "").strip().replaceAll("/+$", "");
  }

  private static @Nullable String hostOf(String url) {
    try {
      return new URI(url).getHost();
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  /// The name `localhost` or a loopback address; no other name is looked up.
  private static boolean loopback(@Nullable String host) {
    if (host == null) return false;
    if (host.equalsIgnoreCase(LOCALHOST)) return true;
    String literal =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    try {
      return InetAddress.ofLiteral(literal).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
