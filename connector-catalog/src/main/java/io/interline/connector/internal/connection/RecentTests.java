package io.interline.connector.internal.connection;

import io.interline.connector.Connections.ConnectionSettings;
import io.interline.connector.Connections.TestResult;
import io.interline.tenant.TenantScope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// Results of tests of settings that are not saved yet, so that saving just those settings keeps
/// the result. Known to this node, for ten minutes; settings and secrets are kept as a salted hash
/// only. Safe for many threads.
@Component
class RecentTests {

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST = 1_000;

  private final Clock clock;
  private final byte[] salt = new byte[32];
  private final Map<String, TestResult> results =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TestResult> eldest) {
          return size() > MOST;
        }
      };

  RecentTests(Clock clock) {
    this.clock = clock;
    new SecureRandom().nextBytes(salt);
  }

  /// @param secrets those given and those kept
  synchronized void keep(
      ConnectionSettings settings, Map<String, String> secrets, TestResult result) {
    results.put(fingerprint(settings, secrets), result);
  }

  /// What the newest test of just these settings and secrets gave.
  synchronized Optional<TestResult> of(ConnectionSettings settings, Map<String, String> secrets) {
    var oldest = clock.instant().minus(LONGEST);
    return Optional.ofNullable(results.get(fingerprint(settings, secrets)))
        .filter(result -> result.at().isAfter(oldest));
  }

  private String fingerprint(ConnectionSettings settings, Map<String, String> secrets) {
    var digest = sha256();
    digest.update(salt);
    add(digest, TenantScope.tenant().toString());
    add(digest, settings.alias());
    add(digest, settings.environment().id());
    add(digest, settings.connector());
    add(digest, settings.auth());
    add(digest, settings.settings());
    add(digest, secrets);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, Map<String, String> fields) {
    add(digest, Integer.toString(fields.size()));
    new TreeMap<>(fields)
        .forEach(
            (name, value) -> {
              add(digest, name);
              add(digest, value);
            });
  }

  /// With its length, so that no two lists of texts are one.
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
