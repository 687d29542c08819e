package io.interline.api;

import java.io.IOException;

/// A request body beyond what the API reads.
final class BodyTooLarge extends IOException {

  private static final long serialVersionUID = 1;

  BodyTooLarge(int most) {
    super("The body is larger than " + most + " bytes.");
  }
}
