package io.interline.ui.designer;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import io.interline.flow.TestBench.Language;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.CodeEditor;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;

/// The mapping at full size: source, editor, result side by side.
final class MappingStudio extends Dialog {

  private final DesignerSession session;
  private final String step;
  private final CodeEditor editor = new CodeEditor(CodeEditor.Mode.JSLT, "JSLT").numbers();
  private final MappingResult result;

  /// @param done called with the text when the studio closes
  MappingStudio(DesignerSession session, String step, Consumer<String> done) {
    this.session = session;
    this.step = step;
    result = new MappingResult(session, step, this::take);
    var title = session.at(step, "/title").asString(step);
    setHeaderTitle(title);
    setId("mapping-studio");
    addClassName("ild-studio-dialog");
    setWidth("min(1320px, 96vw)");
    setHeight("min(820px, 92vh)");
    setDraggable(false);
    var context = DocumentJson.write(session.sample().contextFor(session.document(), step));
    var tree = new DataTree();
    tree.show(context, StepKinds.of(session.document()));
    editor.setId("studio-jslt");
    editor.setReadOnly(!session.editable());
    editor.context(context);
    editor.setValue(session.at(step, "/map").asString(""));
    editor.addValueChangeListener(
        change -> {
          if (!change.isFromClient()) return;
          write(change.getValue());
        });
    result.show(session.preview(editor.getValue(), Language.JSLT, step), editor);
    var source =
        new Div(new H3("Source"), StepPanels.hint("Click or drag a field into the mapping."), tree);
    source.addClassName("ild-studio-side");
    var middle = new Div(editor);
    middle.addClassName("ild-studio-middle");
    var right = new Div(result);
    right.addClassName("ild-studio-side");
    var studio = new Div(source, middle, right);
    studio.addClassName("ild-studio");
    add(studio);
    getHeader().add(Buttons.primary("studio-done", "Done", this::close));
    addOpenedChangeListener(
        opened -> {
          if (!opened.isOpened()) done.accept(editor.getValue());
          else editor.focus();
        });
  }

  private void take(String text) {
    editor.setValue(text);
    write(text);
  }

  private void write(String text) {
    session.set(step, "/map", JsonNodeFactory.instance.stringNode(text));
    result.show(session.preview(text, Language.JSLT, step), editor);
  }
}
