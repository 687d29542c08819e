package io.interline.connector.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class NetworkSettingsTest {

  @Test
  void loopbackIsAllowedWhereNothingIsSaid() {
    assertThat(bind(Map.of()).allow()).containsExactly("127.0.0.0/8", "::1/128");
  }

  @Test
  void nothingMeansNothing() {
    var settings = bind(Map.of("interline.network.allow", ""));

    assertThat(settings.allow()).isEmpty();
    assertThat(new AddressRules(settings.allow()).allowsMore()).isFalse();
  }

  @Test
  void blocksTakeThePlaceOfTheDefault() {
    assertThat(bind(Map.of("interline.network.allow", "10.0.0.0/8, fd12::/16")).allow())
        .isEqualTo(List.of("10.0.0.0/8", "fd12::/16"));
  }

  private static NetworkSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("interline.network", NetworkSettings.class);
  }
}
