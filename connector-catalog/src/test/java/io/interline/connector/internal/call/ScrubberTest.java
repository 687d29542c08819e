package io.interline.connector.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.connector.spi.ConnectorException;
import io.interline.connector.spi.ConnectorException.AuthFailed;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.ConnectorException.Throttled;
import io.interline.connector.spi.ConnectorException.Transient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScrubberTest {

  private final Scrubber scrubber = new Scrubber(List.of("pass word", "pass word and more", "ab"));

  @Test
  void masksSecretsAndTheirEscapedForms() {
    assertThat(scrubber.clean("a pass word, pass+word, pass word and more."))
        .isEqualTo("a •••, •••, •••.");
  }

  @Test
  void leavesTextAloneThatIsTooShortToBeASecret() {
    assertThat(scrubber.clean("about")).isEqualTo("about");
  }

  @Test
  void failureKeepsItsKind() {
    var wait = Duration.ofSeconds(3);
    for (ConnectorException e :
        List.of(
            new Transient("pass word", null),
            new Throttled("pass word", wait),
            new Permanent("pass word", null),
            new AuthFailed("pass word"))) {
      var clean = scrubber.clean(e);
      assertThat(clean).hasSameClassAs(e).hasMessage("•••");
      if (clean instanceof Throttled throttled) assertThat(throttled.retryAfter()).contains(wait);
    }
  }

  @Test
  void causeThatHoldsASecretGoes() {
    var secret = new Permanent("no", new IOException(new IOException("of pass word")));
    var harmless = new Permanent("no", new IOException("broken"));

    assertThat(scrubber.clean(secret)).hasMessage("no").hasNoCause();
    assertThat(scrubber.clean(harmless)).isSameAs(harmless);
  }

  @Test
  void saysNothingOfItsSecrets() {
    assertThat(scrubber.toString()).doesNotContain("word");
  }
}
