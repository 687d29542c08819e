package io.interline;

import java.lang.Thread.UncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of a thread's failure that nobody handled: it is logged, and an OutOfMemoryError
/// ends the process at once, so that whoever supervises it starts it again. A hub that goes on with
/// some of its threads dead looks well and is not.
final class LastResort implements UncaughtExceptionHandler {

  /// Exit status of a process that ended for lack of memory, the same as with
  /// `-XX:+ExitOnOutOfMemoryError`.
  static final int OUT_OF_MEMORY = 3;

  private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      System.err.println("Interline ends: out of memory in thread " + thread.getName());
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
    LOG.error("thread failed thread={}", thread.getName(), failure);
  }
}
