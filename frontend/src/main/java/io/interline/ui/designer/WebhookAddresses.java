package io.interline.ui.designer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import io.interline.flow.Deployments.Deployment;
import io.interline.tenant.Environment;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Clipboard;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Tone;
import java.net.URI;
import java.util.Locale;

/// Where messages of a deployed flow are sent to, with a curl line that is ready to run.
final class WebhookAddresses extends Div {

  private final boolean any;

  WebhookAddresses(DesignerSession session) {
    addClassName("ild-addresses");
    setId("addresses");
    var live =
        session.services().flows().get(session.flow()).deployments().stream()
            .filter(d -> d.webhookPath() != null)
            .toList();
    any = !live.isEmpty();
    if (live.isEmpty()) {
      add(Note.hint("The flow gets its address when it is published and deployed."));
      return;
    }
    for (var deployment : live) add(address(deployment, session.sample().text()));
  }

  /// Whether there is an address; flows that start in other ways have none.
  boolean any() {
    return any;
  }

  private static Div address(Deployment deployment, String sample) {
    var environment = name(deployment.environment());
    var key = deployment.environment().id();
    var url = origin() + deployment.webhookPath();
    var line = curl(url, sample);
    var head =
        new Div(
            new H4("Address in " + environment),
            Chip.state("v" + deployment.version(), deployment.enabled() ? Tone.OK : Tone.WARN));
    head.addClassName("ild-part-head");
    var box = new Div(head, code(url, "webhook-url-" + key, "Copy address", "copy-url-" + key));
    box.add(code(line, "webhook-curl-" + key, "Copy curl", "copy-curl-" + key));
    box.addClassName("ild-address");
    return box;
  }

  private static Div code(String text, String id, String words, String buttonId) {
    var code = new Span(text);
    code.addClassName("ild-code-line");
    code.setId(id);
    code.getElement().setAttribute("title", text);
    var row = new Div(code, Clipboard.button(buttonId, words, text));
    row.addClassName("ild-copy");
    return row;
  }

  static String name(Environment environment) {
    var id = environment.id();
    return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
  }

  /// A POSIX shell line; the sample as compact JSON in single quotes.
  static String curl(String url, String sample) {
    String body;
    try {
      body = DocumentJson.write(DocumentJson.read(sample));
    } catch (tools.jackson.core.JacksonException unfinished) {
      body = "{}";
    }
    return "curl -i '"
        + url
        + "' -H 'Content-Type: application/json' -d '"
        + body.replace("'", "'\\''")
        + "'";
  }

  /// As the browser reached the hub; the forwarded headers of a trusted proxy are in it already.
  private static String origin() {
    if (!(VaadinRequest.getCurrent() instanceof VaadinServletRequest request)) return "";
    var url = URI.create(request.getHttpServletRequest().getRequestURL().toString());
    return url.getScheme() + "://" + url.getAuthority();
  }
}
