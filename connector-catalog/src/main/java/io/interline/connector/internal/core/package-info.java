/// Connector core: small steps that need no other system.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.core;
