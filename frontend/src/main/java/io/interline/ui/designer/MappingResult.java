package io.interline.ui.designer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.interline.flow.TestBench.Preview;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.CodeEditor;
import io.interline.ui.elements.JsonText;
import io.interline.ui.elements.Tone;
import java.util.Locale;

/// What a mapping gives on the sample, or what is wrong with it and where.
final class MappingResult extends Div {

  private final Div head = new Div();
  private final Div body = new Div();

  MappingResult() {
    addClassName("ild-result");
    setId("mapping-result");
    head.addClassName("ild-result-head");
    body.addClassName("ild-result-body");
    getElement().setAttribute("role", "status");
    add(head, body);
  }

  void show(Preview preview, CodeEditor editor) {
    head.removeAll();
    body.removeAll();
    head.add(new Span("Result"));
    var error = preview.error();
    if (error == null) {
      editor.noProblem();
      var took = String.format(Locale.ROOT, "%.1f ms", preview.tookMicros() / 1000.0);
      head.add(new Chip("compiles", Tone.OK), new Chip(took, Tone.NEUTRAL));
      body.add(new JsonText(preview.value()));
      return;
    }
    editor.problem(error, preview.line(), preview.column());
    var place =
        preview.line() > 0 ? "line " + preview.line() + ", column " + preview.column() : "error";
    head.add(new Chip(place, Tone.BAD));
    var words = new Div(error);
    words.addClassName("ild-wrong");
    body.add(words);
  }
}
