/// Tests of the guarded network against real servers.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.network;
