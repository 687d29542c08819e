/// Compile, expression, execute, journal, shard, schedule, ingest.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal;
