/// The two database pools, and the tenant of each transaction.
@org.jspecify.annotations.NullMarked
package io.interline.tenant.internal.database;
