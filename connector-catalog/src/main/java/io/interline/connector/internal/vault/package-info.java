/// Keeps secrets: envelope encryption with AES-256-GCM under the installation's key.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.vault;
