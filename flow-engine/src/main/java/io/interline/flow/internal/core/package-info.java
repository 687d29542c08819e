/// What a run does next, as pure functions: no time, no store, no network.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.core;
