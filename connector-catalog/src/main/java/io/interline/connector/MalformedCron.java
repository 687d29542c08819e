package io.interline.connector;

/// A text that is not a cron expression, or one that cannot be followed exactly. The message names
/// the field, what is wrong with it and what to write instead.
public final class MalformedCron extends Exception {

  MalformedCron(String message) {
    super(message);
  }
}
