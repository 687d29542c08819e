package io.interline.startup;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class PrivateNetworksTest {

  private final MockEnvironment environment = new MockEnvironment();

  private @Nullable String allowed() {
    try (var context = new StaticApplicationContext()) {
      context.setEnvironment(environment);
      new PrivateNetworks().initialize(context);
      return environment.getProperty(PrivateNetworks.ALLOWED);
    }
  }

  @Test
  void thisMachineIsLeftToTheDefaultWhileNobodyElseReachesTheHub() {
    environment.setProperty("server.address", "127.0.0.1");

    assertThat(allowed()).isNull();
  }

  @Test
  void noneAreAllowedOnceOthersReachTheHub() {
    environment.setProperty("server.address", "0.0.0.0");

    assertThat(allowed()).isEmpty();
  }

  @Test
  void noneAreAllowedOnceTheHubIsPublished() {
    environment.setProperty("server.address", "127.0.0.1");
    environment.setProperty("interline.public-url", "https://hub.example");

    assertThat(allowed()).isEmpty();
  }

  @Test
  void whatTheInstallationSaysCounts() {
    environment.setProperty("server.address", "0.0.0.0");
    environment.setProperty("interline.network.allow", "10.1.0.0/16");

    assertThat(allowed()).isEqualTo("10.1.0.0/16");
  }
}
