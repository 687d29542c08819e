/// OAuth2 clients of a tenant.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.client;
