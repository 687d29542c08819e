package io.interline.tenant.internal.plan;

import io.interline.tenant.Quotas.Load;

/// What a tenant uses at one node.
///
/// @param accepted messages a second, lately
record Use(Load load, double accepted) {}
