package io.interline.ui.account;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import io.interline.audit.Origin;
import io.interline.tenant.HubAddress;

/// What the request under way says of its sender.
final class Requests {

  private Requests() {}

  static Origin origin() {
    var request = VaadinRequest.getCurrent();
    if (request == null) return Origin.INTERNAL;
    return new Origin(request.getRemoteAddr(), request.getHeader("User-Agent"), null, null);
  }

  /// Whether a program of this very machine asks for this machine, and through no proxy.
  static boolean fromThisMachine() {
    return VaadinRequest.getCurrent() instanceof VaadinServletRequest request
        && HubAddress.isFromThisMachine(
            request.getRemoteAddr(),
            request.getServerName(), // as the header Host says
            request.getHeader("Forwarded") != null || request.getHeader("X-Forwarded-For") != null);
  }
}
