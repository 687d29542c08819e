package io.interline.ui.designer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// The rules are those of the hub's checks; loops around are marked with a star.
class SightTest {

  private static final String DOCUMENT =
      """
      { "trigger": { "id": "m" }, "steps": [
          { "id": "a", "map": "." },
          { "id": "loop", "forEach": "x", "do": [
            { "id": "b", "use": "u", "compensate": [ { "id": "undo", "map": "." } ] },
            { "id": "c", "map": "." } ] },
          { "id": "guard",
            "try": [ { "id": "t", "map": "." } ],
            "catch": [ { "id": "k", "map": "." } ],
            "finally": [ { "id": "f", "map": "." } ] },
          { "id": "s", "switch": [ { "when": "x", "do": [ { "id": "w1", "map": "." } ] },
            { "do": [ { "id": "w2", "map": "." } ] } ] },
          { "id": "z", "map": "." } ],
        "onError": [ { "id": "e", "map": "." } ] }
      """;

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "a, ''",
        "loop, a",
        "b, a loop*",
        "c, a loop* b",
        "undo, a loop* b",
        "t, a loop",
        "k, a loop t error",
        "f, a loop t k",
        "w1, a loop guard t k f",
        "w2, a loop guard t k f",
        "z, a loop guard t k f s w1 w2",
        "e, a loop guard t k f s w1 w2 z error",
        "nothing, ''"
      })
  void seesWhatHasEnded(String step, String seen) {
    var sight = Sight.of(JsonMapper.builder().build().readTree(DOCUMENT), step);

    var names =
        sight.steps().stream()
            .map(s -> s.step().id() + (s.around() ? "*" : ""))
            .collect(Collectors.joining(" "));
    assertThat((names + (sight.error() ? " error" : "")).strip()).isEqualTo(seen);
  }
}
