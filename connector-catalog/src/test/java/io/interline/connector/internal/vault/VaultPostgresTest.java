package io.interline.connector.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.interline.connector.internal.vault.Vault.Place;
import io.interline.connector.testkit.ConnectorBeans;
import io.interline.tenant.TenantScope;
import io.interline.tenant.testing.TestHub;
import io.interline.tenant.testing.TestTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class VaultPostgresTest {

  private static final TestHub HUB = ConnectorBeans.hub();
  private static final Map<String, String> SECRETS = Map.of("token", "s3cr3t", "üñí", "✓");

  private final TestTenant acme = HUB.tenant();
  private final Vault vault = HUB.bean(Vault.class);
  private final Place place = new Place(acme.id(), UUID.randomUUID(), 3);

  @Test
  void opensWhatItSealed() {
    var sealed = seal(acme, place);

    assertThat(vault.open(place, sealed)).isEqualTo(SECRETS);
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("s3cr3t", "token");
  }

  @Test
  void neverSealsTheSameWayTwice() {
    assertThat(seal(acme, place)).isNotEqualTo(seal(acme, place));
  }

  @Test
  void opensAtNoOtherPlace() {
    var other = HUB.tenant();
    seal(other, new Place(other.id(), place.connection(), 3));
    var sealed = seal(acme, place);

    for (var elsewhere :
        new Place[] {
          new Place(acme.id(), place.connection(), 4),
          new Place(acme.id(), UUID.randomUUID(), 3),
          new Place(other.id(), place.connection(), 3)
        })
      assertThatThrownBy(() -> vault.open(elsewhere, sealed))
          .isInstanceOf(SealBrokenException.class)
          .hasMessageContaining("key file");
  }

  @Test
  void changedBytesDoNotOpen() {
    var sealed = seal(acme, place);

    for (int i = 0; i < sealed.length; i++) {
      var changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> vault.open(place, changed)).isInstanceOf(SealBrokenException.class);
    }
    assertThatThrownBy(() -> vault.open(place, new byte[0]))
        .isInstanceOf(SealBrokenException.class);
    assertThatThrownBy(() -> vault.open(place, java.util.Arrays.copyOf(sealed, 20)))
        .isInstanceOf(SealBrokenException.class);
  }

  @Test
  void anotherInstallationKeyOpensNothing() {
    var sealed = seal(acme, place);
    var stranger = vaultWith(new InstallationKey(Sealing.random(32)));

    assertThatThrownBy(() -> stranger.open(place, sealed)).isInstanceOf(SealBrokenException.class);
  }

  @Test
  void ofManyFirstSecretsAllShareOneKey() throws Exception {
    int many = 5;
    var barrier = new CyclicBarrier(many);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sealed =
          IntStream.range(0, many)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            barrier.await();
                            return seal(acme, place);
                          }))
              .toList();

      for (var future : sealed) assertThat(vault.open(place, future.get())).isEqualTo(SECRETS);
    }
  }

  @Test
  void otherTenantSeesNothing() {
    seal(acme, place);
    var stranger = HUB.tenant();

    var keys =
        TenantScope.call(
            stranger.owner(),
            () ->
                HUB.bean(TransactionTemplate.class)
                    .execute(
                        status ->
                            HUB.bean(JdbcClient.class)
                                .sql("select count(*) from tenant_key")
                                .query(Integer.class)
                                .single()));

    assertThat(keys).isZero();
  }

  @Test
  void keyFileMustHoldAKey(@TempDir Path folder) throws IOException {
    var file = folder.resolve("key");
    assertThatThrownBy(() -> new InstallationKey(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file.toString());
    Files.write(file, new byte[31]);
    assertThatThrownBy(() -> new InstallationKey(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("32 bytes");
  }

  private byte[] seal(TestTenant tenant, Place where) {
    return TenantScope.call(
        tenant.owner(),
        () ->
            Objects.requireNonNull(
                HUB.bean(TransactionTemplate.class).execute(status -> vault.seal(where, SECRETS))));
  }

  private static Vault vaultWith(InstallationKey key) {
    return new Vault(
        new TenantKeys(
            key,
            HUB.bean(JdbcClient.class),
            HUB.bean("systemJdbcClient", JdbcClient.class),
            HUB.bean(Clock.class)));
  }
}
