/// Tests of the vault.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.vault;
