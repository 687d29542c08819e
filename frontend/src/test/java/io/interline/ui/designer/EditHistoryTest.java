package io.interline.ui.designer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class EditHistoryTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final EditHistory history =
      new EditHistory(
          DocumentJson.readObject(
              "{ \"title\": \"A\", \"big\": 12345678901234567890.10, \"steps\": [ { \"id\": \"a\", \"map\": \".\" } ] }"));

  private static Edit title(String title) {
    return new Edit.SetField("/title", JsonNodeFactory.instance.stringNode(title));
  }

  @Test
  void undoAndRedoWalkTheChanges() {
    history.apply(title("B"), NOW);
    history.apply(new Edit.RemoveSteps(List.of("a")), NOW);

    assertThat(history.undoable()).contains("remove a");
    assertThat(history.undo()).isTrue();
    assertThat(history.document().path("steps")).hasSize(1);
    assertThat(history.undo()).isTrue();
    assertThat(history.document().path("title").asString()).isEqualTo("A");
    assertThat(history.undo()).isFalse();
    assertThat(history.redo()).isTrue();
    assertThat(history.redo()).isTrue();
    assertThat(history.redo()).isFalse();
    assertThat(history.document().path("steps")).isEmpty();
  }

  @Test
  void typingInOneFieldIsOneChange() {
    history.apply(title("B"), NOW);
    history.apply(title("Bc"), NOW.plusSeconds(1));
    history.apply(title("Bcd"), NOW.plusSeconds(2));

    history.undo();

    assertThat(history.document().path("title").asString()).isEqualTo("A");
  }

  @Test
  void typingAgainAfterAPauseIsAnother() {
    history.apply(title("B"), NOW);
    history.apply(title("C"), NOW.plusSeconds(10));

    history.undo();

    assertThat(history.document().path("title").asString()).isEqualTo("B");
  }

  @Test
  void whatChangesNothingIsNoChange() {
    assertThat(history.apply(title("A"), NOW)).isFalse();
    assertThat(history.undoable()).isEmpty();
  }

  @Test
  void editThatCannotBeMadeLeavesEverythingAsItIs() {
    assertThatThrownBy(() -> history.apply(new Edit.MoveStep("gone", "/steps/0"), NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(history.undoable()).isEmpty();
  }

  @Test
  void numbersKeepEveryDigit() {
    history.apply(title("B"), NOW);
    history.undo();

    assertThat(DocumentJson.write(history.document())).contains("12345678901234567890.10");
  }

  @Test
  void newChangeForgetsWhatWasUndone() {
    history.apply(title("B"), NOW);
    history.undo();
    history.apply(title("C"), NOW);

    assertThat(history.redo()).isFalse();
  }
}
