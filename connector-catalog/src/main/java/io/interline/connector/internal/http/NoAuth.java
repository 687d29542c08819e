package io.interline.connector.internal.http;

import io.interline.connector.spi.AuthScheme;
import io.interline.connector.spi.Connector.NoFields;

/// The other system asks for no credentials.
final class NoAuth implements AuthScheme<NoFields> {

  @Override
  public String id() {
    return "none";
  }

  @Override
  public String title() {
    return "None";
  }

  @Override
  public Class<NoFields> fields() {
    return NoFields.class;
  }
}
