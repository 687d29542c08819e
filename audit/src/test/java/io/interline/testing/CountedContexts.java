package io.interline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;

/// Notes each Spring context that a test starts, by the test's class, in file `contexts` of the
/// run's folder, `INTERLINE_TEST_SERVER`: `./interline test` fails when there are too many.
final class CountedContexts implements SpringApplicationRunListener {

  @Override
  public void started(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
    String folder = System.getenv("INTERLINE_TEST_SERVER");
    if (folder == null) return;
    try {
      Files.writeString(
          Path.of(folder, "contexts"),
          asker() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The class of ours that is lowest on the stack.
  private static String asker() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getClassName)
                    .filter(name -> name.startsWith("io.interline."))
                    .reduce((_, next) -> next))
        .orElse("?");
  }
}
