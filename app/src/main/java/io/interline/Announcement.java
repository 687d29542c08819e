package io.interline;

import io.interline.startup.PrivateNetworks;
import io.interline.tenant.HubAddress;
import io.interline.tenant.Outbox;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Tells the person at the console that the hub is up, where its data is and what to do next.
@Component
class Announcement {

  private final Environment environment;
  private final HubAddress hub;
  private final Outbox outbox;

  Announcement(Environment environment, HubAddress hub, Outbox outbox) {
    this.environment = environment;
    this.hub = hub;
    this.outbox = outbox;
  }

  /// Where people find the hub: as the installation says, else this machine.
  String address() {
    return hub.url();
  }

  String text() {
    String address = address();
    boolean builtIn = environment.getProperty("interline.database.built-in", Boolean.class, false);
    String place = environment.getProperty("interline.database.place", "");
    return """

        Interline is up at %s
        %s %s. The key of its secrets is %s: keep a copy of both.
        Next: open the address and sign up.%s%s
        Stop it with Ctrl-C.
        """
        .formatted(
            address,
            builtIn ? "Its data is in" : "Its data is at",
            place,
            environment.getProperty("interline.key-file", ""),
            outbox.active()
                ? " No mail server is set, so mail is shown at " + address + "/outbox instead."
                : "",
            reach());
  }

  /// What is closed because others can reach the hub, and how to open it.
  private String reach() {
    if (hub.isLocal()) return "";
    String mail =
        environment.containsProperty("spring.mail.host")
            ? ""
            : " No mail server is set (spring.mail.host), so no mail can be sent.";
    String networks = environment.getProperty(PrivateNetworks.ALLOWED, "");
    return "\nOther machines can reach this hub, so it shows no mail at /outbox."
        + mail
        + (networks.isBlank()
            ? " Flows call public addresses only; INTERLINE_NETWORK_ALLOW opens private ones."
            : " INTERLINE_NETWORK_ALLOW lets flows call these private networks: " + networks + ".");
  }
}
