package io.interline.tenant.internal.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The key under which attempts from one place are counted: an IPv4 address, or the /64 network of
/// an IPv6 address, as one subscriber has all of it.
public final class RemoteAddress {

  private RemoteAddress() {}

  /// For the address of a request.
  public static String key(@Nullable String address) {
    if (address == null) return "unknown";
    try {
      var parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8)) + "/64"
          : parsed.getHostAddress();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
