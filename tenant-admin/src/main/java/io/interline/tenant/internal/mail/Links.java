package io.interline.tenant.internal.mail;

import io.interline.tenant.HubAddress;
import io.interline.tenant.internal.secret.Token;
import java.net.URI;
import org.springframework.stereotype.Component;

/// Addresses of the hub's pages, for mails.
@Component
public class Links {

  private final HubAddress hub;

  Links(HubAddress hub) {
    this.hub = hub;
  }

  /// The page that ends a sign-up.
  public String verification(Token token) {
    return hub.url() + "/verify?token=" + token.text();
  }

  /// The page that accepts an invitation.
  public String invitation(Token token) {
    return hub.url() + "/invitation?token=" + token.text();
  }

  /// The page that sets a new password.
  public String passwordReset(Token token) {
    return hub.url() + "/reset-password?token=" + token.text();
  }

  /// The sign-up page.
  public String signUp() {
    return hub.url() + "/signup";
  }

  /// The log-in page.
  public String login() {
    return hub.url() + "/login";
  }

  /// A page of the hub.
  ///
  /// @param path that begins with a slash
  public String page(String path) {
    return hub.url() + path;
  }

  /// Name of the machine that people see.
  String host() {
    var host = URI.create(hub.url()).getHost();
    return host == null ? "localhost" : host;
  }
}
