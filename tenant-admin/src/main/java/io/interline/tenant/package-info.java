/// Tenants, accounts, members and roles, API clients, plans and quotas; the tenant in whose name
/// work is done.
@org.jspecify.annotations.NullMarked
package io.interline.tenant;
