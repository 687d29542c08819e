package io.interline.connector.internal.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the operator which hosts were refused and why: each once in ten minutes, as a flow may try
/// one without end.
final class RefusalLog {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final int MOST_HOSTS = 256;
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Map<String, Long> said =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_HOSTS;
        }
      };

  void refused(String host, int port, String refusal) {
    if (isNew(host + ":" + port, System.nanoTime()))
      LOG.warn("address refused host={} port={} reason=\"{}\"", host, port, refusal);
  }

  private synchronized boolean isNew(String place, long now) {
    var before = said.get(place);
    if (before != null && now - before < QUIET_NANOS) return false;
    said.remove(place);
    said.put(place, now);
    return true;
  }
}
