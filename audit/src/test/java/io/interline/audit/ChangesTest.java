package io.interline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.interline.audit.Changes.Change;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangesTest {

  @Test
  void namesWhatDiffersAndNothingElse() {
    var changes =
        Changes.between(
            Map.of("title", "A", "url", "same", "gone", "x"),
            Map.of("title", "B", "url", "same", "new", "y"));

    assertThat(changes.changes())
        .containsExactly(
            new Change("gone", "x", null),
            new Change("new", null, "y"),
            new Change("title", "A", "B"));
    assertThat(readBack(changes)).isEqualTo(changes);
  }

  @Test
  void nothingChangedAddsNothing() {
    var details = new HashMap<String, String>();

    Changes.between(Map.of("a", "1"), Map.of("a", "1")).addTo(details);

    assertThat(details).isEmpty();
    assertThat(Changes.of(details).changes()).isEmpty();
  }

  @Test
  void manyAndLongChangesAreBounded() {
    var after = new HashMap<String, String>();
    for (int i = 0; i < 300; i++)
      after.put("field" + i, "x".repeat(199) + "\ud83d\ude00".repeat(50));

    var changes = readBack(Changes.between(Map.of(), after));

    assertThat(changes.changes()).hasSize(100);
    assertThat(changes.more()).isEqualTo(200);
    assertThat(changes.changes().getFirst().after()).isEqualTo("x".repeat(199) + "…");
  }

  @Test
  void detailOfAnotherKindIsNoChange() {
    assertThat(Changes.of(Map.of("changes", "three")).changes()).isEmpty();
    assertThat(Changes.of(Map.of("changes", "[{}]", "moreChanges", "x")).changes()).isEmpty();
  }

  private static Changes readBack(Changes changes) {
    var details = new HashMap<String, String>();
    changes.addTo(details);
    return Changes.of(details);
  }
}
