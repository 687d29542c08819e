package io.interline.connector.internal.vault;

import io.interline.tenant.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The data keys of tenants. Unwrapped ones are kept in memory: they never change.
@Component
class TenantKeys {

  private static final byte[] PURPOSE = "tenant key".getBytes(StandardCharsets.UTF_8);

  private final InstallationKey installation;
  private final JdbcClient app;
  private final JdbcClient system;
  private final Clock clock;
  private final ConcurrentHashMap<KeyId, SecretKey> keys = new ConcurrentHashMap<>();

  /// Names one key of a tenant.
  record KeyId(TenantId tenant, int generation) {

    byte[] context() {
      return ByteBuffer.allocate(PURPOSE.length + 20)
          .put(PURPOSE)
          .putLong(tenant.value().getMostSignificantBits())
          .putLong(tenant.value().getLeastSignificantBits())
          .putInt(generation)
          .array();
    }
  }

  /// A key with the generation that ciphertexts name.
  record CurrentKey(int generation, SecretKey key) {

    @Override
    public String toString() {
      return "CurrentKey[generation=" + generation + "]";
    }
  }

  TenantKeys(
      InstallationKey installation,
      JdbcClient app,
      @Qualifier("system") JdbcClient system,
      Clock clock) {
    this.installation = installation;
    this.app = app;
    this.system = system;
    this.clock = clock;
  }

  /// The key for new secrets of the tenant, made when there is none. Runs in the transaction of
  /// the tenant in scope; when two make the first key at once, the second waits and takes that of
  /// the first.
  CurrentKey current(TenantId tenant) {
    return newest(tenant).orElseGet(() -> make(tenant));
  }

  private CurrentKey make(TenantId tenant) {
    var first = new KeyId(tenant, 1);
    byte[] wrapped = Sealing.seal(installation.key(), first.context(), Sealing.random(32));
    app.sql(
            """
            insert into tenant_key (tenant_id, generation, wrapped, created_at)
            values (:tenant, :generation, :wrapped, :now)
            on conflict (tenant_id, generation) do nothing
            """)
        .param("tenant", tenant.value())
        .param("generation", first.generation())
        .param("wrapped", wrapped)
        .param("now", Timestamp.from(clock.instant()))
        .update();
    return newest(tenant).orElseThrow();
  }

  /// Not from memory and not into it: the transaction may yet be undone.
  private Optional<CurrentKey> newest(TenantId tenant) {
    return app.sql(
            """
            select generation, wrapped from tenant_key
            where tenant_id = :tenant order by generation desc limit 1
            """)
        .param("tenant", tenant.value())
        .query(
            (row, number) -> {
              int generation = row.getInt("generation");
              return new CurrentKey(
                  generation,
                  unwrap(
                      new KeyId(tenant, generation),
                      Objects.requireNonNull(row.getBytes("wrapped"))));
            })
        .optional();
  }

  /// The key that sealed an earlier secret. Asks with the system role, whoever is in scope.
  ///
  /// @throws SealBrokenException when there is no such key
  SecretKey find(KeyId id) {
    var known = keys.get(id);
    if (known != null) return known;
    var wrapped =
        system
            .sql(
                """
                select wrapped from tenant_key
                where tenant_id = :tenant and generation = :generation
                """)
            .param("tenant", id.tenant().value())
            .param("generation", id.generation())
            .query(byte[].class)
            .optional()
            .orElseThrow(() -> new SealBrokenException("the tenant's key is missing", null));
    var key = unwrap(id, wrapped);
    keys.put(id, key);
    return key;
  }

  private SecretKey unwrap(KeyId id, byte[] wrapped) {
    return new SecretKeySpec(Sealing.open(installation.key(), id.context(), wrapped), "AES");
  }
}
