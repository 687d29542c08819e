package io.interline.ui.deadletters;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import io.interline.audit.EdgeJson;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetter;
import io.interline.flow.DeadLetters.DeadLetterDetail;
import io.interline.flow.DeadLetters.Status;
import io.interline.flow.RunId;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Clipboard;
import io.interline.ui.elements.CodeEditor;
import io.interline.ui.elements.Drawer;
import io.interline.ui.elements.Facts;
import io.interline.ui.elements.Go;
import io.interline.ui.elements.JsonMistake;
import io.interline.ui.elements.JsonText;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One dead letter: why it died, the message itself, and what can be done with it.
final class LetterDrawer extends Composite<Drawer> {

  /// Reads one value and nothing after it, and keeps every digit of a number.
  private static final JsonMapper JSON =
      EdgeJson.mapper().rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final DeadLetters letters;
  private final DeadLetterDetail detail;
  private final Runnable changed;
  private final Drawer drawer = new Drawer("Dead letter", () -> {});
  private final Div problem = new Div();
  private final CodeEditor editor = new CodeEditor(CodeEditor.Mode.JSON, "Message").numbers();
  private final Span wrong = new Span();

  LetterDrawer(DeadLetters letters, DeadLetterDetail detail, boolean mayReplay, Runnable changed) {
    this.letters = letters;
    this.detail = detail;
    this.changed = changed;
    drawer.show(
        problem, Note.problem(detail.letter().message()), facts(), new H3("Message"), message());
    if (mayReplay && detail.letter().status() == Status.OPEN) actions();
    else drawer.actions(copy());
  }

  @Override
  protected Drawer initContent() {
    return drawer;
  }

  private Facts facts() {
    var letter = detail.letter();
    var run = new Anchor("runs/" + letter.run(), letter.run().toString());
    run.addClassName("il-mono");
    var facts =
        new Facts()
            .fact("State", new Chip(Names.capital(letter.status().name()), tone(letter)))
            .fact("Flow", letter.flowTitle() + " · v" + letter.version())
            .fact("Environment", Names.of(letter.environment()))
            .fact("Step", letter.step())
            .fact("Kind of error", Names.capital(letter.errorClass()))
            .fact("Accepted", TimeText.exact(letter.acceptedAt()))
            .fact("Died", TimeText.exact(letter.diedAt()))
            .fact("Run", run);
    var again = letter.replayedAs();
    if (again != null) facts.fact("Replayed as", new Anchor("runs/" + again, again.toString()));
    return facts;
  }

  private static Tone tone(DeadLetter letter) {
    return letter.status() == Status.OPEN ? Tone.BAD : Tone.NEUTRAL;
  }

  private JsonText message() {
    var text = new JsonText(detail.payload());
    text.setId("letter-payload");
    return text;
  }

  private void actions() {
    drawer.actions(
        Buttons.primary("letter-replay", "Replay", () -> replay(null)),
        Buttons.plain("letter-choose", "Replay from…", this::choose),
        Buttons.plain("letter-edit", "Edit and replay…", this::edit),
        copy(),
        Buttons.danger("letter-discard", "Discard…", this::discard));
  }

  /// To send it elsewhere, for example to the webhook of another flow; masked as it is shown.
  private Component copy() {
    return Clipboard.button("letter-copy", "Copy message", pretty(detail.payload()));
  }

  private void choose() {
    new LetterReplayDialog(letters, detail.letter().run(), this::replayed).open();
  }

  private void edit() {
    editor.setId("letter-editor");
    editor.setValue(pretty(detail.payload()));
    editor.addValueChangeListener(change -> check());
    editor.setHeight("100%");
    wrong.setId("letter-wrong");
    wrong.addClassName("il-bad");
    wrong.getElement().setAttribute("aria-live", "polite");
    var hint = new Span("Fields that are shown masked keep their value if you leave them so.");
    hint.addClassName("il-sub");
    drawer.wide();
    drawer.body().removeAll();
    drawer.show(problem, Note.problem(detail.letter().message()), editor, wrong, hint);
    drawer.actions(
        Buttons.primary("letter-replay-edited", "Replay edited", this::replayEdited),
        Buttons.plain("letter-cancel", "Cancel", drawer::close));
    editor.focus();
  }

  private void replayEdited() {
    problem.removeAll();
    if (check()) replay(editor.getValue());
  }

  /// Says while one types what is no JSON, and where.
  private boolean check() {
    try {
      JSON.readTree(editor.getValue());
      wrong.setText("");
      editor.noProblem();
      return true;
    } catch (JacksonException noJson) {
      var mistake = JsonMistake.of(editor.getValue(), noJson);
      wrong.setText(mistake.toString());
      editor.problem(mistake.words(), mistake.line(), mistake.column());
      return false;
    }
  }

  private void replay(@Nullable String payload) {
    problem.removeAll();
    Attempt.of(
        () -> replayed(letters.replay(detail.letter().run(), payload)),
        words -> problem.add(Note.problem(words)));
  }

  private void replayed(RunId run) {
    Notices.done("Replayed. This is the new run.");
    drawer.close();
    Go.to("runs/" + run);
  }

  private void discard() {
    new DiscardDialog(
            1,
            reason -> {
              if (Attempt.of(
                  () -> letters.discard(detail.letter().run(), reason),
                  words -> problem.add(Note.problem(words)))) {
                Notices.done("The message is discarded.");
                drawer.close();
                changed.run();
              }
            })
        .open();
  }

  private static String pretty(String json) {
    try {
      return JSON.writeValueAsString(JSON.readTree(json));
    } catch (JacksonException noJson) {
      return json;
    }
  }
}
