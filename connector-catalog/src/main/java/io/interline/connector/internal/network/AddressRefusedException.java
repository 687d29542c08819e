package io.interline.connector.internal.network;

import java.net.UnknownHostException;

/// A host whose addresses may all not be called.
final class AddressRefusedException extends UnknownHostException {

  AddressRefusedException(String message) {
    super(message);
  }
}
