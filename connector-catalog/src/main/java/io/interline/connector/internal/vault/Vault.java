package io.interline.connector.internal.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.interline.connector.internal.vault.TenantKeys.KeyId;
import io.interline.connector.json.ExactJson;
import io.interline.tenant.TenantId;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Seals the secrets of connections, each with the key of its tenant, for one version of one
/// connection: moved to another place they cannot be opened.
///
/// A sealed value is one byte of format, the generation of the tenant's key, nonce, ciphertext.
@Component
public class Vault {

  private static final byte FORMAT = 1;
  private static final int HEAD = 5;

  private final TenantKeys keys;

  Vault(TenantKeys keys) {
    this.keys = keys;
  }

  /// Where sealed secrets belong.
  public record Place(TenantId tenant, UUID connection, int version) {

    private byte[] context() {
      return ByteBuffer.allocate(36)
          .putLong(tenant.value().getMostSignificantBits())
          .putLong(tenant.value().getLeastSignificantBits())
          .putLong(connection.getMostSignificantBits())
          .putLong(connection.getLeastSignificantBits())
          .putInt(version)
          .array();
    }
  }

  /// Seals named secrets. Needs a transaction of the tenant in scope.
  public byte[] seal(Place place, Map<String, String> secrets) {
    var object = JsonNodeFactory.instance.objectNode();
    secrets.forEach(object::put);
    var key = keys.current(place.tenant());
    var sealed = Sealing.seal(key.key(), place.context(), ExactJson.bytes(object));
    return ByteBuffer.allocate(HEAD + sealed.length)
        .put(FORMAT)
        .putInt(key.generation())
        .put(sealed)
        .array();
  }

  /// Opens what was sealed for that place. Needs no transaction.
  ///
  /// @throws SealBrokenException when it was sealed for another place or with another key
  public Map<String, String> open(Place place, byte[] sealed) {
    if (sealed.length < HEAD || sealed[0] != FORMAT)
      throw new SealBrokenException("unknown format", null);
    var buffer = ByteBuffer.wrap(sealed);
    buffer.get();
    var key = keys.find(new KeyId(place.tenant(), buffer.getInt()));
    var rest = new byte[buffer.remaining()];
    buffer.get(rest);
    var plain = ExactJson.reread(Sealing.open(key, place.context(), rest));
    var secrets = new LinkedHashMap<String, String>();
    for (var secret : plain.properties())
      secrets.put(secret.getKey(), secret.getValue().textValue());
    return secrets;
  }
}
