package io.interline.tenant.internal.mail;

import io.interline.tenant.internal.secret.Token;
import java.net.URI;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Addresses of the hub's pages, for mails. They begin with `interline.public-url`; without it,
/// with `http://localhost` and the port that the hub listens on.
@Component
public class Links {

  private final Environment environment;

  Links(Environment environment) {
    this.environment = environment;
  }

  /// The page that ends a sign-up.
  public String verification(Token token) {
    return base() + "/verify?token=" + token.text();
  }

  /// The page that accepts an invitation.
  public String invitation(Token token) {
    return base() + "/invitation?token=" + token.text();
  }

  /// The page that sets a new password.
  public String passwordReset(Token token) {
    return base() + "/reset-password?token=" + token.text();
  }

  /// The sign-up page.
  public String signUp() {
    return base() + "/signup";
  }

  /// The log-in page.
  public String login() {
    return base() + "/login";
  }

  /// Name of the machine that people see.
  String host() {
    var host = URI.create(base()).getHost();
    return host == null ? "localhost" : host;
  }

  /// Asked anew each time, as a port given by the system is known only once the server listens.
  private String base() {
    var configured = environment.getProperty("interline.public-url");
    if (configured != null && !configured.isBlank())
      return configured.strip().replaceAll("/+$", "");
    var port = environment.getProperty("server.port", "8080");
    return "http://localhost:" + environment.getProperty("local.server.port", port);
  }
}
