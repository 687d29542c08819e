package io.interline.connector.internal.vault;

import org.jspecify.annotations.Nullable;

/// A secret that cannot be opened with what is at hand.
public final class SealBrokenException extends RuntimeException {

  SealBrokenException(String why, @Nullable Throwable cause) {
    super(
        "A stored secret cannot be opened ("
            + why
            + "). Check that the installation's key file is the one it was stored with.",
        cause);
  }
}
