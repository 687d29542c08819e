package io.interline.tenant.internal.database;

import io.interline.tenant.TenantScope;
import java.util.UUID;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/// Hibernate's `@TenantId` takes the tenant in scope. Where none is (Hibernate asks once when it
/// starts), it takes the nil UUID, which no tenant has.
class ScopedTenantIdentifierResolver implements CurrentTenantIdentifierResolver<UUID> {

  private static final UUID NONE = new UUID(0, 0);

  @Override
  public UUID resolveCurrentTenantIdentifier() {
    return TenantScope.find().map(caller -> caller.tenant().value()).orElse(NONE);
  }

  @Override
  public boolean validateExistingCurrentSessions() {
    return true;
  }
}
