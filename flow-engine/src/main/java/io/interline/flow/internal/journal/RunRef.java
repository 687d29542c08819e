package io.interline.flow.internal.journal;

import io.interline.flow.RunId;
import io.interline.tenant.TenantId;

/// A run as one of its owners knows it.
///
/// @param shard that it belongs to
/// @param epoch of the shard's lease under which this owner works; a later owner has a higher one
public record RunRef(TenantId tenant, RunId id, int shard, long epoch) {}
