package io.interline.health;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.interline.tenant.DatabaseStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/// Keeps libraries from repeating for each attempt that the database is away, which the log says
/// once. What they log while it is there passes.
final class OutageLogFilter extends TurboFilter implements AutoCloseable {

  private static final List<String> LIBRARIES =
      List.of(
          "org.quartz.",
          "com.zaxxer.hikari.",
          "org.postgresql.",
          "org.hibernate.",
          "org.springframework.scheduling.quartz.",
          "org.springframework.jdbc.",
          "org.springframework.transaction.");

  private final DatabaseStatus database;

  private OutageLogFilter(DatabaseStatus database) {
    this.database = database;
  }

  static OutageLogFilter install(DatabaseStatus database) {
    var filter = new OutageLogFilter(database);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context)
      context.addTurboFilter(filter);
    return filter;
  }

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    if (!level.isGreaterOrEqual(Level.WARN) || !isOfLibrary(logger.getName()))
      return FilterReply.NEUTRAL;
    boolean told = !database.isAvailable() || (failure != null && database.explains(failure));
    return told ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  private static boolean isOfLibrary(String logger) {
    for (String library : LIBRARIES) if (logger.startsWith(library)) return true;
    return false;
  }

  @Override
  public void close() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context)
      context.getTurboFilterList().remove(this);
  }
}
