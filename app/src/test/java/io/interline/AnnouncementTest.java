package io.interline;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.tenant.HubAddress;
import io.interline.tenant.Outbox;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class AnnouncementTest {

  private final MockEnvironment environment =
      new MockEnvironment()
          .withProperty("server.address", "127.0.0.1")
          .withProperty("local.server.port", "8081");

  private String said(boolean outbox) {
    var mails =
        new Outbox() {
          @Override
          public boolean active() {
            return outbox;
          }

          @Override
          public List<Mail> mails() {
            return List.of();
          }
        };
    return new Announcement(environment, new HubAddress(environment), mails).text();
  }

  @Test
  void onThisMachineMailIsInTheOutbox() {
    assertThat(said(true))
        .contains("Interline is up at http://localhost:8081", "http://localhost:8081/outbox")
        .doesNotContain("Other machines");
  }

  @Test
  void whatIsClosedWhenOthersReachTheHubIsSaid() {
    environment.setProperty("server.address", "0.0.0.0");

    assertThat(said(false))
        .contains(
            "Other machines can reach this hub, so it shows no mail at /outbox.",
            "No mail server is set",
            "Flows call public addresses only");

    environment.setProperty("spring.mail.host", "smtp.example");
    environment.setProperty("interline.network.allow", "10.0.0.0/8");
    assertThat(said(false))
        .doesNotContain("No mail server")
        .contains("INTERLINE_NETWORK_ALLOW lets flows call these private networks: 10.0.0.0/8.");
  }
}
