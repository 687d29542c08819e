package io.interline.flow.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

  @Test
  void waitsUntilItIsDone() {
    var patience = new Patience(Duration.ofDays(1));
    var waiting = waiting(patience);

    patience.look();
    assertThat(waiting).isNotDone();
    done.complete(null);

    assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void waitsNoLongerThanItsLimit() {
    var patience = new Patience(Duration.ZERO);
    var waiting = waiting(patience);

    while (!waiting.isDone()) patience.look();

    assertThatThrownBy(waiting::join).hasCauseInstanceOf(TimeoutException.class);
    assertThat(done).isNotDone();
  }

  @Test
  void waitsNoLongerWhenItIsGivenUp() {
    var patience = new Patience(Duration.ofDays(1));
    var waiting = waiting(patience);

    while (!waiting.isDone()) patience.giveUp();

    assertThatThrownBy(waiting::join).hasCauseInstanceOf(TimeoutException.class);
    assertThat(done).isNotDone();
  }

  @Test
  void saysWhatItFailedWith() {
    var patience = new Patience(Duration.ofDays(1));
    var waiting = waiting(patience);

    done.completeExceptionally(new IllegalStateException("full"));

    assertThatThrownBy(waiting::join)
        .cause()
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("full");
  }

  private CompletableFuture<@Nullable Void> waiting(Patience patience) {
    var waiting = new CompletableFuture<@Nullable Void>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                patience.await(done);
                waiting.complete(null);
              } catch (ExecutionException | TimeoutException | InterruptedException e) {
                waiting.completeExceptionally(new CompletionException(e));
              }
            });
    return waiting;
  }
}
