package io.interline.connector.internal.network;

import java.net.UnknownHostException;

/// An address that was given as such, and may not be called. A name is never refused so: what the
/// names of a network stand for is not told to those who may not call them.
final class AddressRefusedException extends UnknownHostException {

  AddressRefusedException(String message) {
    super(message);
  }
}
