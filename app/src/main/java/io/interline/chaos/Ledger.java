package io.interline.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// What was accepted, and what arrived; and whether the two fit together. Safe for many threads.
class Ledger {

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final LongAdder offered = new LongAdder();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final long began = System.nanoTime();
  private volatile long over = began + Duration.ofDays(1).toNanos();

  /// A call at the receiver.
  ///
  /// @param flow `turn` or `side`
  /// @param call `first` or `second`
  /// @param at in nanoseconds
  private record Arrival(
      String flow, String call, String number, String customer, String key, long at) {}

  /// What was found.
  ///
  /// @param lost accepted, and its last call never arrived
  /// @param keys messages of which one call came with more than one key
  /// @param inversions messages that arrived before one of the same key that was sent earlier
  /// @param repeated first calls after the second of the same message
  /// @param repeats calls that came before with the same key
  /// @param silence longest time without an arrival while messages were sent, in milliseconds
  record Verdict(
      long offered,
      int accepted,
      int lost,
      int keys,
      int inversions,
      int repeated,
      int repeats,
      long silence) {

    /// @param late calls that may come after the second of their message
    boolean isClean(int late) {
      return lost == 0 && keys == 0 && inversions == 0 && repeated <= late;
    }
  }

  /// A message is sent, whatever comes of it.
  void offered() {
    offered.increment();
  }

  /// @param id `turn/number` or `side/number`
  void accepted(String id) {
    accepted.add(id);
  }

  /// No more is sent.
  void isOver() {
    over = System.nanoTime();
  }

  int acceptedSoFar() {
    return accepted.size();
  }

  /// A call arrived; what it did is done.
  void arrived(String path, String body, String key) {
    String[] parts = path.split("/");
    if (parts.length != 3) return;
    var arrival =
        new Arrival(
            parts[1],
            parts[2],
            field(body, "number"),
            field(body, "customer"),
            key,
            System.nanoTime());
    synchronized (arrivals) {
      arrivals.add(arrival);
    }
  }

  private static String field(String body, String name) {
    int at = body.indexOf("\"" + name + "\":");
    if (at < 0) return "";
    int from = at + name.length() + 3;
    int to = from;
    while (to < body.length() && body.charAt(to) != ',' && body.charAt(to) != '}') to++;
    return body.substring(from, to).replace("\"", "");
  }

  /// Accepted messages whose last call has not arrived.
  Set<String> missing() {
    var missing = new HashSet<>(accepted);
    for (var arrival : all())
      if (arrival.call.equals("second")) missing.remove(arrival.flow + "/" + arrival.number);
    return missing;
  }

  private List<Arrival> all() {
    synchronized (arrivals) {
      return List.copyOf(arrivals);
    }
  }

  Verdict verdict() {
    var all = all();
    var keys = new HashMap<String, Set<String>>();
    var second = new HashSet<String>();
    int repeated = 0;
    for (var arrival : all) {
      String id = arrival.flow + "/" + arrival.number;
      keys.computeIfAbsent(id + "/" + arrival.call, _ -> new HashSet<>()).add(arrival.key);
      if (arrival.call.equals("second")) second.add(id);
      else if (second.contains(id)) repeated++;
    }
    int several = (int) keys.values().stream().filter(some -> some.size() > 1).count();
    return new Verdict(
        offered.sum(),
        accepted.size(),
        missing().size(),
        several,
        inversions(all),
        repeated,
        all.size() - keys.size(),
        silence(all));
  }

  private long silence(List<Arrival> all) {
    long before = began;
    long longest = 0;
    for (var arrival : all) {
      if (arrival.at - over > 0) break;
      longest = Math.max(longest, arrival.at - before);
      before = arrival.at;
    }
    return TimeUnit.NANOSECONDS.toMillis(longest);
  }

  /// By first arrivals: first and second call of a message, then those of the next with its key.
  private static int inversions(List<Arrival> all) {
    var seen = new HashSet<String>();
    Map<String, Long> latest = new HashMap<>();
    int inversions = 0;
    for (var arrival : all) {
      if (!arrival.flow.equals("turn") || !seen.add(arrival.number + arrival.call)) continue;
      long place = 2 * Long.parseLong(arrival.number) + (arrival.call.equals("second") ? 1 : 0);
      Long before = latest.put(arrival.customer, place);
      if (before != null && before > place) inversions++;
    }
    return inversions;
  }
}
