package io.interline.ui.flows;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import io.interline.flow.Flows;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Go;
import io.interline.ui.elements.Note;
import java.nio.charset.StandardCharsets;

/// Makes a flow of a document, as a file or pasted, JSON or YAML.
final class ImportDialog extends Dialog {

  private static final int MAX_FILE = 2_000_000;

  private final Flows flows;
  private final TextArea document = new TextArea("Document");
  private final Div problem = new Div();

  ImportDialog(Flows flows) {
    this.flows = flows;
    setId("import-flow");
    setHeaderTitle("Import a flow");
    setWidth("680px");
    document.setId("import-document");
    document.setHelperText("JSON or YAML, format interline/flow/1. The flow keeps its id.");
    document.setWidthFull();
    document.setMinHeight("220px");
    document.setMaxHeight("46vh");
    document.addClassName("il-mono");
    var upload =
        new Upload(
            UploadHandler.inMemory(
                (file, bytes) -> document.setValue(new String(bytes, StandardCharsets.UTF_8))));
    upload.setId("import-file");
    upload.setMaxFiles(1);
    upload.setMaxFileSize(MAX_FILE);
    upload.setAcceptedFileExtensions(".json", ".yaml", ".yml");
    var form = new Div(problem, upload, document);
    form.addClassName("il-form");
    add(form);
    getFooter()
        .add(
            new Button("Cancel", click -> close()),
            Buttons.primary("import-submit", "Import", this::take));
  }

  private void take() {
    problem.removeAll();
    if (document.isEmpty()) {
      problem.add(Note.problem("Choose a file, or paste a flow document."));
      return;
    }
    Attempt.of(
        () -> {
          var draft = flows.importDocument(document.getValue());
          close();
          Go.to("flows/" + draft.id());
        },
        words -> problem.add(Note.problem(words)));
  }
}
