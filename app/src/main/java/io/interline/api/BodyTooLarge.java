package io.interline.api;

import java.io.IOException;

/// A request body beyond what the API reads.
final class BodyTooLarge extends IOException {

  private static final long serialVersionUID = 1;

  private BodyTooLarge(String message) {
    super(message);
  }

  static BodyTooLarge ofBytes(int most) {
    return new BodyTooLarge("The body is larger than " + most + " bytes.");
  }

  static BodyTooLarge ofValues(int most) {
    return new BodyTooLarge(
        "The body holds more than " + most + " objects, lists, fields and items.");
  }
}
