package io.interline.flow.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The list of hooks is kept for the version of the library that is pinned. When it changes, the
/// library changed: read what is new, decide what needs a hook, then keep the new list.
class WovenHooksTest {

  @Test
  void areThoseOfThePinnedVersion() throws IOException {
    try (var golden = WovenHooksTest.class.getResourceAsStream("woven-hooks-0.1.14.txt")) {
      assertThat(golden).isNotNull();
      var expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8).lines().toList();

      assertThat(WovenLibrary.hooks()).containsExactlyElementsOf(expected);
    }
  }
}
