package io.interline.flow.internal.notify;

import io.interline.tenant.Notice;
import io.interline.tenant.Notices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One look at everything that people are to be told of. A source or a notice that fails is logged
/// and holds up no other. For one thread.
final class NoticeWatch {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeWatch.class);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final List<NoticeSource> sources;
  private final Notices notices;
  private final Clock clock;
  private final Map<String, Instant> lastLook = new HashMap<>();

  NoticeWatch(List<NoticeSource> sources, Notices notices, Clock clock) {
    this.sources = List.copyOf(sources);
    this.notices = notices;
    this.clock = clock;
  }

  /// Raises what there is, then sends what is due.
  void look() {
    for (var source : sources) look(source);
    try {
      notices.deliver();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(NoticeSource source) {
    var now = clock.instant();
    var longest = now.minus(LONGEST);
    var last = lastLook.getOrDefault(source.name(), longest);
    try {
      for (var notice : source.find(last.isBefore(longest) ? longest : last, now)) raise(notice);
      lastLook.put(source.name(), now);
    } catch (RuntimeException e) {
      LOG.warn("notices not looked for source={}", source.name(), e);
    }
  }

  private void raise(Notice notice) {
    try {
      notices.raise(notice);
    } catch (RuntimeException e) {
      LOG.warn("notice not raised tenant={} kind={}", notice.tenant(), notice.kind(), e);
    }
  }
}
