/// Persistence, mail and tenancy of transactions.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal;
