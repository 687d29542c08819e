package io.interline.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Whoever awaits something looks at once and then every 20 ms. Awaitility's own 100 ms before the
/// first look make a test that awaits 400 runs, one after the other, take 40 s.
///
/// JUnit finds it: `META-INF/services`.
public final class QuickAwaits implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
  }
}
