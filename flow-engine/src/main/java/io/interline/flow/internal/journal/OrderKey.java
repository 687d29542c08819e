package io.interline.flow.internal.journal;

import io.interline.flow.FlowId;
import io.interline.flow.internal.isolation.Member;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;

/// Runs with one such key run one after another.
public record OrderKey(TenantId tenant, FlowId flow, Environment environment, String key) {

  /// The shard of all runs with this key.
  public int shard() {
    return Math.floorMod(hashCodeOfAll() * 0x9E3779B9 >>> 7, Shards.COUNT);
  }

  /// Named without the key itself, which is a customer's data.
  public Member member() {
    return Member.of(
        "ordering key of flow",
        flow + "/" + environment.id() + "#" + Integer.toHexString(key.hashCode()),
        tenant);
  }

  /// The same on every node and in every version: of texts only.
  private int hashCodeOfAll() {
    int hash = tenant.value().toString().hashCode();
    hash = 31 * hash + flow.value().hashCode();
    hash = 31 * hash + environment.id().hashCode();
    return 31 * hash + key.hashCode();
  }
}
