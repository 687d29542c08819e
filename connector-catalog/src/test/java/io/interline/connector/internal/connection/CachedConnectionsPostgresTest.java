package io.interline.connector.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.connector.Connections;
import io.interline.connector.Connections.ConnectionSettings;
import io.interline.connector.internal.registry.ConnectorRegistry;
import io.interline.connector.internal.vault.Vault;
import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.testkit.ConnectorBeans;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The cache of another node: it hears nothing of changes made on this one.
class CachedConnectionsPostgresTest {

  private static final TestHub HUB = ConnectorBeans.hub();
  private static final Environment DEVELOPMENT = Environment.DEVELOPMENT;

  private final TestTenant acme = HUB.tenant();
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final CachedConnections otherNode =
      new CachedConnections(
          HUB.bean("systemJdbcClient", JdbcClient.class),
          HUB.bean(Vault.class),
          HUB.bean(ConnectorRegistry.class),
          nanoTime::get);

  @BeforeEach
  void save() {
    save("first", null);
  }

  @Test
  void keepsAConnectionForAMoment() throws ConnectorException {
    var opened = otherNode.open(acme.id(), DEVELOPMENT, "erp");
    save("second", 1);
    pass(Duration.ofSeconds(2));

    assertThat(otherNode.open(acme.id(), DEVELOPMENT, "erp")).isSameAs(opened);
  }

  @Test
  void seesAChangeAfterFiveSeconds() throws ConnectorException {
    assertThat(token()).isEqualTo("first");
    save("second", 1);
    pass(Duration.ofSeconds(5));

    assertThat(token()).isEqualTo("second");
  }

  @Test
  void forgetsAtOnceWhenTold() throws ConnectorException {
    assertThat(token()).isEqualTo("first");
    save("second", 1);
    otherNode.forget(acme.id(), DEVELOPMENT, "erp");

    assertThat(token()).isEqualTo("second");
  }

  @Test
  void seesThatAConnectionIsGone() throws ConnectorException {
    assertThat(token()).isEqualTo("first");
    TenantScope.run(acme.owner(), () -> HUB.bean(Connections.class).delete("erp", DEVELOPMENT));
    pass(Duration.ofSeconds(5));

    assertThatThrownBy(this::token).isInstanceOf(Permanent.class);
  }

  @Test
  void otherTenantAndOtherEnvironmentSeeNothing() throws ConnectorException {
    assertThat(token()).isEqualTo("first");

    assertThatThrownBy(() -> otherNode.open(HUB.tenant().id(), DEVELOPMENT, "erp"))
        .isInstanceOf(Permanent.class);
    assertThatThrownBy(() -> otherNode.open(acme.id(), Environment.PRODUCTION, "erp"))
        .isInstanceOf(Permanent.class);
  }

  @Test
  void saysNothingSecretOfItself() throws ConnectorException {
    assertThat(otherNode.open(acme.id(), DEVELOPMENT, "erp").toString()).doesNotContain("first");
  }

  private String token() throws ConnectorException {
    return otherNode.open(acme.id(), DEVELOPMENT, "erp").field("token").orElseThrow();
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  private void save(String token, @Nullable Integer version) {
    var settings =
        new ConnectionSettings(
            "erp",
            DEVELOPMENT,
            "ERP",
            "http",
            "bearer",
            Map.of("baseUrl", "https://api.test"),
            Map.of("token", token));
    TenantScope.call(acme.owner(), () -> HUB.bean(Connections.class).save(settings, version));
  }
}
