/// What people and other systems tell runs: decisions, events, the order to end.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.signal;
