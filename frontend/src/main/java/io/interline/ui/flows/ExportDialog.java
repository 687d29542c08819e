package io.interline.ui.flows;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.interline.flow.Flows.Draft;
import io.interline.ui.elements.Clipboard;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/// Hands out a flow's draft as a file.
final class ExportDialog extends Dialog {

  ExportDialog(Draft draft) {
    setId("export-flow");
    setHeaderTitle("Export " + draft.title());
    setWidth("440px");
    var name = draft.id() + ".json";
    var bytes = draft.document().getBytes(StandardCharsets.UTF_8);
    var download =
        new Anchor(
            DownloadHandler.fromInputStream(
                request ->
                    new DownloadResponse(
                        new ByteArrayInputStream(bytes), name, "application/json", bytes.length)),
            "Download " + name);
    download.setId("export-download");
    var actions =
        new Div(download, Clipboard.button("export-copy", "Copy the document", draft.document()));
    actions.addClassName("il-row");
    add(
        new Paragraph(
            "The document of the draft. Connections are named, their addresses and secrets are"
                + " not in it."),
        actions);
    getFooter().add(new Button("Close", click -> close()));
  }
}
