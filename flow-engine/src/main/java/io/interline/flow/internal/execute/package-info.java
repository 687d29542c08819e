/// Runs under way on this node: fair queue, virtual threads, recovery.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.execute;
