package io.interline.ui.deadletters;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import io.interline.flow.DeadLetters;
import io.interline.flow.RunId;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Note;
import java.util.function.Consumer;

/// Replays one letter as it came: from where, and on which version.
final class LetterReplayDialog extends Dialog {

  LetterReplayDialog(DeadLetters letters, RunId run, Consumer<RunId> replayed) {
    setId("letter-replay-dialog");
    setHeaderTitle("Replay this message");
    setWidth("480px");
    var problem = new Div();
    var choice = new ReplayChoice(problem::removeAll);
    add(choice, problem);
    var confirm =
        Buttons.primary(
            "letter-replay-confirm",
            "Replay",
            () -> {
              problem.removeAll();
              Attempt.of(
                  () -> {
                    var again = letters.replay(run, choice.from(), choice.on());
                    close();
                    replayed.accept(again);
                  },
                  words -> problem.add(Note.problem(words)));
            });
    getFooter().add(new Button("Cancel", click -> close()), confirm);
  }
}
