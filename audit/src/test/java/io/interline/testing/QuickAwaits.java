package io.interline.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Whoever awaits something looks at once, ten times every 10 ms, and then every 50 ms: a look may
/// be a query. Awaitility's own 100 ms before the first look make a test that awaits 400 runs, one
/// after the other, take 40 s.
///
/// JUnit finds it: `META-INF/services`.
public final class QuickAwaits implements BeforeAllCallback {

  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration LATER = Duration.ofMillis(50);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval((looks, _) -> looks <= 10 ? SOON : LATER);
  }
}
