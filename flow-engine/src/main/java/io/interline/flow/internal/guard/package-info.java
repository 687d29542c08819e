/// Spares the systems behind connections: circuit breaker, bulkhead and retry budget of each.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.guard;
