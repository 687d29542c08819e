package io.interline.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.Map;

/// Words and keys of the product, on one page.
final class HelpDialog extends Dialog {

  HelpDialog() {
    setHeaderTitle("Help");
    setWidth("560px");
    add(new H3("Words"), list(words()), new H3("Keys"), keys());
    add(new Paragraph("In the editor, ? shows all keys of the canvas."));
    getFooter().add(new Button("Close", click -> close()));
  }

  private static Map<String, String> words() {
    var words = new LinkedHashMap<String, String>();
    words.put("Flow", "What happens to a message: a trigger, then steps.");
    words.put("Connection", "How the hub reaches another system, one per environment.");
    words.put("Run", "One message on its way through a flow.");
    words.put(
        "Dead letter", "A message whose run failed for good. Replay it once the cause is gone.");
    words.put(
        "Environment", "Development or Production; each has its own versions and connections.");
    return words;
  }

  private static DescriptionList list(Map<String, String> entries) {
    var list = new DescriptionList();
    list.addClassName("il-facts");
    entries.forEach(
        (word, meaning) ->
            list.add(new DescriptionList.Term(word), new DescriptionList.Description(meaning)));
    return list;
  }

  private static DescriptionList keys() {
    var list = new DescriptionList();
    list.addClassName("il-facts");
    for (var entry : Map.of("Ctrl K", "Search or jump", "Esc", "Close what is open").entrySet()) {
      var key = new Span(entry.getKey());
      key.addClassName("il-kbd");
      list.add(new DescriptionList.Term(key), new DescriptionList.Description(entry.getValue()));
    }
    return list;
  }
}
