package io.interline.ui.runs;

import com.vaadin.flow.component.html.Span;
import io.interline.flow.Runs.Wait;
import io.interline.ui.approvals.ApprovalsView;
import io.interline.ui.elements.TimeText;
import java.util.Locale;

/// What a step waits for, in words.
final class Waits {

  private Waits() {}

  /// `Waits for payment.received 4711`, without its end.
  static String words(Wait wait) {
    return switch (wait.kind()) {
      case TIME -> "Waits for its time";
      case EVENT -> "Waits for " + wait.name() + " " + wait.key();
      case APPROVAL ->
          wait.roles().isEmpty()
              ? "Waits for approval by somebody who operates"
              : "Waits for approval by "
                  + ApprovalsView.deciders(wait.roles()).toLowerCase(Locale.ROOT);
      case RUN -> "Waits for the run that it called";
    };
  }

  /// With its end, where it has one.
  static Span sentence(Wait wait) {
    var sentence = new Span(new Span(words(wait)));
    var until = wait.until();
    if (until != null) sentence.add(new Span(" until "), TimeText.exact(until));
    sentence.addClassName("il-waits");
    return sentence;
  }
}
