package io.interline.api;

import java.io.IOException;

/// No memory for a request body now.
final class MemoryScarce extends IOException {

  private static final long serialVersionUID = 1;

  MemoryScarce() {
    super("Too many large bodies at once; send it again in a moment.");
  }
}
