package io.interline.connector.internal.network;

import io.interline.connector.spi.ConnectorException.Permanent;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Where the hub itself listens. Flows never get there, whatever the installation allows: pages and
/// figures of the hub trust who calls from its own machine, and a flow would be such a caller.
///
/// One place is left open, the test receiver of the guided start at [#TRIAL]: it answers with what
/// it got and knows nothing else.
@Component
public class OwnAddresses {

  /// Path of the test receiver.
  static final String TRIAL = "/try";

  private static final Pattern PLAIN_PATH =
      Pattern.compile("/try(?:/(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%[0-9A-Fa-f]{2})*)*");
  private static final Pattern PORT = Pattern.compile("//[^/?]*:([0-9]{1,5})(?:[/?]|$)");

  private final Environment environment;
  private final @Nullable Target published;

  /// @param environment whose properties name ports and public address
  public OwnAddresses(Environment environment) {
    this.environment = environment;
    this.published = published(environment.getProperty("interline.public-url"));
  }

  /// Whether the hub, or its database, listens there.
  boolean isOwn(InetAddress address, int port) {
    return Stream.of("local.server.port", "server.port", "local.management.port", "database")
            .anyMatch(name -> portOf(name) == port)
        && isOfThisMachine(address);
  }

  /// Whether this is the address by which the hub is known outside.
  boolean isPublished(Target target) {
    return published != null && published.sameHost(target);
  }

  /// Whether a request asks for the test receiver and can mean nothing else, however a server reads
  /// its path.
  static boolean isTrial(URI uri) {
    String path = uri.getRawPath();
    if (path == null || !path.startsWith(TRIAL) || !PLAIN_PATH.matcher(path).matches())
      return false;
    for (String segment : path.split("/", -1)) {
      String plain = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (plain.equals(".") || plain.equals("..")) return false;
      for (int i = 0; i < plain.length(); i++)
        if (plain.charAt(i) < ' ' || "/\\;%".indexOf(plain.charAt(i)) >= 0) return false;
    }
    return true;
  }

  /// A port given by the system is known only once the server listens, hence asked each time.
  private int portOf(String name) {
    if (!name.equals("database")) return environment.getProperty(name, Integer.class, -1);
    var port = PORT.matcher(environment.getProperty("interline.database.url", ""));
    return port.find() ? Integer.parseInt(port.group(1)) : -1;
  }

  private static boolean isOfThisMachine(InetAddress address) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) return true;
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }

  private static @Nullable Target published(@Nullable String url) {
    if (url == null || url.isBlank()) return null;
    try {
      return Target.parse(url.strip());
    } catch (Permanent e) {
      return null;
    }
  }
}
