package io.interline.connector.internal.call;

import io.interline.connector.spi.ConnectorException;
import io.interline.tenant.Environment;
import io.interline.tenant.TenantId;

/// Finds connections by alias, with their secrets opened.
public interface OpenConnections {

  /// @throws ConnectorException.Permanent when the tenant has no such connection there
  /// @throws ConnectorException.Transient when it cannot be read now
  OpenConnection open(TenantId tenant, Environment environment, String alias)
      throws ConnectorException;
}
