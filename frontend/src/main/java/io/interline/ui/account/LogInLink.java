package io.interline.ui.account;

import com.vaadin.flow.component.html.Anchor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The way to the log-in page with the address filled in.
final class LogInLink {

  private LogInLink() {}

  static Anchor of(String email) {
    var link =
        new Anchor("login?email=" + URLEncoder.encode(email, StandardCharsets.UTF_8), "Log in");
    link.setId("to-login");
    return link;
  }
}
