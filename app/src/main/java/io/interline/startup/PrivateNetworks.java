package io.interline.startup;

import io.interline.tenant.HubAddress;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// Which private networks flows may call when the installation does not say: this machine, to try
/// the hub with, as long as nobody else can reach it; none as soon as somebody can.
public final class PrivateNetworks
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  /// The setting, as `INTERLINE_NETWORK_ALLOW` names it too.
  public static final String ALLOWED = "interline.network.allow";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    var environment = context.getEnvironment();
    if (!new HubAddress(environment).isLocal())
      environment
          .getPropertySources()
          .addLast(new MapPropertySource("reachable by others", Map.of(ALLOWED, "")));
  }
}
