/// Vault, guarded network, schema writer, built-in connectors.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal;
