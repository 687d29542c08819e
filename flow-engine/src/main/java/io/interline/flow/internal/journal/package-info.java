/// The durable record of runs: append-only tables, group commit, shard leases.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.journal;
