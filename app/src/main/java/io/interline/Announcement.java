package io.interline;

import io.interline.tenant.Outbox;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Tells the person at the console that the hub is up, where its data is and what to do next.
@Component
class Announcement {

  private final Environment environment;
  private final ObjectProvider<Outbox> outbox;

  Announcement(Environment environment, ObjectProvider<Outbox> outbox) {
    this.environment = environment;
    this.outbox = outbox;
  }

  /// Where people find the hub: as the installation says, else this machine.
  String address() {
    String configured = environment.getProperty("interline.public-url", "").strip();
    return configured.isEmpty()
        ? "http://localhost:" + environment.getProperty("local.server.port", "8080")
        : configured.replaceAll("/+$", "");
  }

  String text() {
    String address = address();
    boolean builtIn = environment.getProperty("interline.database.built-in", Boolean.class, false);
    String place = environment.getProperty("interline.database.place", "");
    var mail = outbox.getIfAvailable();
    String mails =
        mail != null && mail.active()
            ? " No mail server is set, so mail is shown at " + address + "/outbox instead."
            : "";
    return """

        Interline is up at %s
        %s %s. The key of its secrets is %s: keep a copy of both.
        Next: open the address and sign up.%s
        Stop it with Ctrl-C.
        """
        .formatted(
            address,
            builtIn ? "Its data is in" : "Its data is at",
            place,
            environment.getProperty("interline.key-file", ""),
            mails);
  }
}
