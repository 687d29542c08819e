/// The only way out: HTTP to addresses that a tenant chose, and that may be hostile.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.network;
