package io.interline.flow.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.interline.flow.internal.expression.MappingException.Kind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One mapping on many virtual threads, beside runaways: each call has a budget of its own.
class ConcurrencyTest {

  private static final JsonNode INPUT = Runaways.input();
  private static final String RUNAWAY =
      "def fib(n) if ($n < 2) $n else fib($n - 1) + fib($n - 2) fib(45)";

  @Test
  void runawaysDoNotDisturbOthers() throws Exception {
    var fine =
        Mapping.compile("{\"n\": [for (.list) {\"i\": ., \"t\": test(string(.), \"^[0-9]+$\")}]}");
    var evil =
        List.of(
            Mapping.compile("def f(n) f($n + 1) f(1)"),
            Mapping.compile("let t = .text let x = (.list) [for ($x) test($t, \"a.{900}x\")]"),
            Mapping.compile(RUNAWAY));
    var expected = fine.apply(INPUT);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> i % 10 == 9 ? stopped(evil.get(i / 10 % 3)) : fine.apply(INPUT),
                          threads))
              .toList();
      for (int i = 0; i < results.size(); i++)
        if (i % 10 != 9) assertThat(results.get(i).get()).isEqualTo(expected);
        else assertThat(results.get(i).get().booleanValue()).isTrue();
    }
  }

  @Test
  void endsWhenTheThreadIsInterrupted() throws Exception {
    var mapping = Mapping.compile(RUNAWAY);
    var ended = new CompletableFuture<Kind>();

    var thread =
        Thread.startVirtualThread(
            () -> {
              Thread.currentThread().interrupt();
              var e = catchThrowableOfType(MappingException.class, () -> mapping.apply(INPUT));
              assertThat(Thread.currentThread().isInterrupted()).isTrue();
              ended.complete(e.kind());
            });

    assertThat(ended.get()).isEqualTo(Kind.INTERRUPTED);
    thread.join();
  }

  private static JsonNode stopped(Mapping runaway) {
    var e = catchThrowableOfType(MappingException.class, () -> runaway.apply(INPUT));
    return com.fasterxml.jackson.databind.node.BooleanNode.valueOf(e != null && e.isLimit());
  }
}
