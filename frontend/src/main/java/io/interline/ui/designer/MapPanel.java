package io.interline.ui.designer;

import io.interline.flow.TestBench.Language;
import io.interline.ui.elements.CodeEditor;
import tools.jackson.databind.node.JsonNodeFactory;

/// A mapping in JSLT with its result on the sample below it.
final class MapPanel extends DocumentForm {

  private final DesignerSession session;
  private final String step;
  private final CodeEditor editor = new CodeEditor(CodeEditor.Mode.JSLT, "JSLT").numbers();
  private final MappingResult result;

  MapPanel(DesignerSession session, String step) {
    this.session = session;
    this.step = step;
    result = new MappingResult(session, step, this::take);
    editor.setId("jslt");
    editor.addClassName("ild-jslt");
    editor.setReadOnly(!session.editable());
    editor.context(DocumentJson.write(session.sample().contextFor(session.document(), step)));
    editor.setValue(session.at(step, "/map").asString(""));
    editor.addValueChangeListener(
        change -> {
          if (!change.isFromClient()) return;
          write(change.getValue());
        });
    var row = new FieldRow("Mapping", editor).aside("JSLT");
    row.aside(Drawing.small("open-studio", "maximize-2", "Open studio", this::openStudio));
    add(row, result);
    preview();
    follow(
        () -> {
          editor.context(DocumentJson.write(session.sample().contextFor(session.document(), step)));
          editor.setValue(session.at(step, "/map").asString(""));
          preview();
        });
  }

  private void take(String text) {
    editor.setValue(text);
    write(text);
  }

  private void write(String text) {
    session.set(step, "/map", JsonNodeFactory.instance.stringNode(text));
    preview();
  }

  private void preview() {
    result.show(session.preview(editor.getValue(), Language.JSLT, step), editor);
  }

  private void openStudio() {
    new MappingStudio(
            session,
            step,
            text -> {
              editor.setValue(text);
              preview();
            })
        .open();
  }
}
