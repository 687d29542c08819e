package io.interline.web;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/// HTTP/1.1 of the web server, with deadlines for the whole of a head and of a body. The server's
/// own timeout is for the pause between two bytes, so that a byte now and then holds a connection
/// for hours. The web server makes it by its name.
public final class PunctualHttp extends Http11NioProtocol {

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("http-deadlines").factory());
  private volatile RequestDeadlines deadlines =
      new RequestDeadlines(Duration.ofSeconds(15), Duration.ofSeconds(30), 32 << 10);

  public PunctualHttp() {
    timer.setRemoveOnCancelPolicy(true);
  }

  RequestDeadlines deadlines() {
    return deadlines;
  }

  void setDeadlines(RequestDeadlines deadlines) {
    this.deadlines = deadlines;
  }

  /// Looks now and then, from the first deadline of a body on.
  ScheduledFuture<?> watch(Runnable look) {
    long first = deadlines.bodyWithin().toMillis();
    return timer.scheduleWithFixedDelay(
        look, first, Math.max(1, first / 10), TimeUnit.MILLISECONDS);
  }

  @Override
  protected Processor createProcessor() {
    return new PunctualProcessor(this);
  }

  @Override
  public void destroy() throws Exception {
    timer.shutdownNow();
    super.destroy();
  }
}
