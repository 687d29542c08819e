/// Tokens, passwords and client secrets: made, hashed, compared.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.secret;
