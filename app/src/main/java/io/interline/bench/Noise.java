package io.interline.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// How one tenant is noisy.
///
/// @param flow of the noisy tenant that its messages go to
/// @param perSecond messages, over so many connections; 0 over some: as many as go
record Noise(String name, String flow, Kind kind, int perSecond, int connections) {

  static final List<Noise> ALL =
      List.of(
          new Noise("nobody", "order", Kind.ORDERS, 0, 0),
          new Noise("volume, 500/s", "order", Kind.ORDERS, 500, 32),
          new Noise("volume, as much as goes", "order", Kind.ORDERS, 0, 128),
          new Noise("answers after 30 s, 50/s", "slow", Kind.ORDERS, 50, 4),
          new Noise("bodies of 10 MB, 2/s", "large", Kind.LARGE_TEXT, 2, 2),
          new Noise("heavy mappings, 50/s", "heavy", Kind.ORDERS, 50, 4),
          new Noise("replays of dead letters", "dead", Kind.ORDERS, 0, 0),
          new Noise("15 MB of empty lists, four at once", "large", Kind.EMPTY_LISTS, 0, 4),
          new Noise("nine bodies that drip", "large", Kind.DRIPS, 0, 9),
          new Noise("refused by a heavy schema", "checked", Kind.REFUSED, 0, 8),
          new Noise("lists just allowed, four at once", "large", Kind.ALLOWED_LISTS, 0, 4));

  private static final int LARGE = 10_000_000;
  private static final int LISTS = 15 << 20;
  private static final int ALLOWED = 90_000;
  private static final int REFUSED = 350_000;

  /// What is sent.
  enum Kind {
    ORDERS,
    /// One text.
    LARGE_TEXT,
    /// As many values as so many bytes can hold.
    EMPTY_LISTS,
    /// As many values as every hub takes, whatever its heap.
    ALLOWED_LISTS,
    /// Large bodies are announced and come by a byte a second, after a part of some size.
    DRIPS,
    /// Nothing that its schema finds fitting, which it finds out slowly.
    REFUSED
  }

  /// Empty when each message is another one.
  byte[] body() {
    return switch (kind) {
      case ORDERS, DRIPS -> new byte[0];
      case LARGE_TEXT -> bytes("{\"text\":\"" + "x".repeat(LARGE) + "\"}");
      case EMPTY_LISTS -> bytes("[" + "[],".repeat(LISTS / 3) + "[]]");
      case ALLOWED_LISTS -> bytes("[" + "[],".repeat(ALLOWED / 2) + "[]]");
      case REFUSED -> bytes("{\"items\":[" + "\"value\",".repeat(REFUSED / 8) + "\"\"]}");
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
