package io.interline.ui.account;

import com.vaadin.flow.server.VaadinRequest;
import io.interline.audit.Origin;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// What the request under way says of its sender.
final class Requests {

  private Requests() {}

  static Origin origin() {
    var request = VaadinRequest.getCurrent();
    if (request == null) return Origin.INTERNAL;
    return new Origin(request.getRemoteAddr(), request.getHeader("User-Agent"), null, null);
  }

  /// Whether the request comes from this very machine and through no proxy.
  static boolean fromThisMachine() {
    var request = VaadinRequest.getCurrent();
    if (request == null || request.getHeader("X-Forwarded-For") != null) return false;
    var address = request.getRemoteAddr();
    if (address == null || !address.matches("[0-9a-fA-F.:%]+")) return false;
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
