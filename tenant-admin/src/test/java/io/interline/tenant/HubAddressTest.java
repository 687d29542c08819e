package io.interline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class HubAddressTest {

  @Test
  void isWhatTheInstallationSaysElseThisMachineAndThePortInUse() {
    var environment = new MockEnvironment().withProperty("server.port", "8080");
    var address = new HubAddress(environment);
    assertThat(address.url()).isEqualTo("http://localhost:8080");
    assertThat(address.isConfigured()).isFalse();

    environment.setProperty("local.server.port", "8081");
    assertThat(address.url()).isEqualTo("http://localhost:8081");

    environment.setProperty("interline.public-url", " https://hub.example/ ");
    assertThat(address.url()).isEqualTo("https://hub.example");
    assertThat(address.isConfigured()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,, true",
    "localhost,, true",
    "::1,, true",
    "127.0.0.1, http://localhost:8080, true",
    "127.0.0.1, http://[::1]:8080, true",
    "127.0.0.1, https://hub.example, false",
    "127.0.0.1, https://localhost.hub.example, false",
    "127.0.0.1, not a URL, false",
    "0.0.0.0,, false",
    "::,, false",
    "10.1.2.3,, false",
    "hub.internal,, false",
    ",, false"
  })
  void isLocalOnlyWhenBoundAndPublishedOnThisMachine(
      String bound, String published, boolean local) {
    var environment = new MockEnvironment();
    if (bound != null) environment.setProperty("server.address", bound);
    if (published != null) environment.setProperty("interline.public-url", published);

    assertThat(new HubAddress(environment).isLocal()).isEqualTo(local);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost:8080, false, true",
    "127.0.0.1, LOCALHOST, false, true",
    "127.8.9.1, 127.0.0.1:8080, false, true",
    "0:0:0:0:0:0:0:1, [::1]:8080, false, true",
    "::ffff:127.0.0.1, [::1], false, true",
    "127.0.0.1, localhost:8080, true, false",
    "127.0.0.1, hub.example:8080, false, false",
    "127.0.0.1, localhost.hub.example, false, false",
    "127.0.0.1, 127.0.0.1.hub.example, false, false",
    "127.0.0.1, localhost@hub.example, false, false",
    "127.0.0.1, 10.0.0.1, false, false",
    "127.0.0.1,, false, false",
    "10.0.0.7, localhost, false, false",
    ", localhost, false, false"
  })
  void thisMachineIsOneThatAsksForThisMachine(
      String remote, String host, boolean forwarded, boolean itself) {
    assertThat(HubAddress.isFromThisMachine(remote, host, forwarded)).isEqualTo(itself);
  }
}
