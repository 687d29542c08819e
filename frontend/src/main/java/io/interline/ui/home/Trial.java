package io.interline.ui.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextArea;
import io.interline.audit.EdgeJson;
import io.interline.flow.Deployments.Deployment;
import io.interline.flow.FlowId;
import io.interline.flow.RunId;
import io.interline.flow.Runs;
import io.interline.flow.Runs.RunDetail;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Clipboard;
import io.interline.ui.elements.Live;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Sends a message from the browser to the webhook address of a flow, as any system would, and
/// follows its run.
final class Trial extends Div {

  private final Deployment live;
  private final Runs runs;
  private final Consumer<Trial> done;
  private final TextArea message = new TextArea("Message");
  private final Div result = new Div();
  private @Nullable RunId run;
  private boolean ended;

  Trial(Deployment live, String sample, Runs runs, Consumer<Trial> done) {
    this.live = live;
    this.runs = runs;
    this.done = done;
    addClassName("il-form");
    message.setId("start-message");
    message.setValue(sample);
    message.setMinHeight("180px");
    message.setMaxHeight("38vh");
    message.setWidthFull();
    message.addClassName("il-mono");
    result.setId("start-result");
    result.addClassNames("il-row", "wrap");
    result.getElement().setAttribute("aria-live", "polite");
    var send = Buttons.primary("start-send", "Send the message", this::send);
    var row = new Div(send, result);
    row.addClassNames("il-row", "wrap");
    add(message, row);
    Live.every(Duration.ofSeconds(1), this, this::follow);
  }

  RunId run() {
    return Objects.requireNonNull(run);
  }

  FlowId flow() {
    return live.flow();
  }

  /// The same as a command to copy.
  Component command() {
    var command =
        "curl -X POST "
            + ConnectForm.here()
            + live.webhookPath()
            + " \\\n  -H 'Content-Type: application/json' \\\n  -d '"
            + message.getValue().replace("'", "'\\''")
            + "'";
    var code = new Pre(command);
    code.addClassName("il-code");
    code.setId("start-curl");
    return new Div(code, Clipboard.button("start-copy", "Copy the command", command));
  }

  private void send() {
    result.removeAll();
    result.add("Sending…");
    getElement()
        .executeJs(SEND, String.valueOf(live.webhookPath()), message.getValue())
        .then(String.class, this::answered, failure -> refused("The hub did not answer."));
  }

  private static final String SEND =
      """
      const answer = await fetch($0, {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: $1,
      });
      return answer.status + ' ' + await answer.text();
      """;

  /// Takes the webhook's answer: its status, a space, its body.
  void answered(String answer) {
    try {
      var body = EdgeJson.mapper().readTree(answer.substring(answer.indexOf(' ') + 1));
      if (answer.startsWith("202 ")) {
        run = RunId.parse(body.path("runId").asString(""));
        ended = false;
        follow();
      } else {
        refused(body.path("detail").asString(body.path("title").asString("The hub refused it.")));
      }
    } catch (JacksonException | IllegalArgumentException strange) {
      refused("The hub answered " + answer.substring(0, Math.min(answer.length(), 200)));
    }
  }

  private void refused(String words) {
    result.removeAll();
    result.add(Note.problem(words));
  }

  private void follow() {
    var id = run;
    if (id == null || ended) return;
    Attempt.of(() -> show(runs.get(id)), this::refused);
  }

  private void show(RunDetail detail) {
    result.removeAll();
    var status = detail.summary().status();
    result.add(Names.chip(status), new Anchor("runs/" + detail.summary().id(), "See the run"));
    if (status == Runs.Status.SUCCEEDED) {
      ended = true;
      done.accept(this);
    } else if (detail.summary().error() != null) {
      result.add(Note.problem(words(detail.summary().error())));
      ended = detail.summary().endedAt() != null;
    }
  }

  /// What another system says of a message with masked fields may hold them, and is masked as well.
  private static String words(String error) {
    return error.equals("***")
        ? "It was not delivered. Why is masked, as it may hold what the template masks. Look at the"
            + " run, and at the address."
        : error;
  }
}
