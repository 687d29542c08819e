package io.interline.connector.testkit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/// All that is logged while it is open, stack traces included.
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final StringBuffer text = new StringBuffer();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  static LogCapture open() {
    var capture = new LogCapture();
    capture.setContext(capture.root.getLoggerContext());
    capture.start();
    capture.root.addAppender(capture);
    return capture;
  }

  @Override
  protected void append(ILoggingEvent event) {
    text.append(event.getFormattedMessage()).append('\n');
    if (event.getThrowableProxy() != null)
      text.append(Objects.toString(ThrowableProxyUtil.asString(event.getThrowableProxy())));
  }

  String text() {
    return text.toString();
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
