/// What a connector gets to work with: one call, one connection, no secrets.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.call;
