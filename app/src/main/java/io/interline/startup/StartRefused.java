package io.interline.startup;

import org.jspecify.annotations.Nullable;

/// The hub cannot start; the message tells the person who starts it why and what to do.
public class StartRefused extends RuntimeException {

  StartRefused(String message) {
    this(message, null);
  }

  StartRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
