/// Tenants, callers and a running tenant administration for the PostgreSQL tests of all modules.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.testing;
