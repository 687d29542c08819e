package io.interline.ui.account;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.interline.tenant.Outbox;
import io.interline.tenant.Outbox.Mail;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.TimeText;
import io.interline.ui.shell.Brand;
import io.interline.ui.shell.ClosedPage;
import java.util.regex.Pattern;

/// Mail that a local installation did not send. There is no such page when mail is sent by SMTP, or
/// for a request from another machine.
@Route(value = "outbox", autoLayout = false)
@PageTitle("Outbox · Interline")
@AnonymousAllowed
public class OutboxView extends Main implements BeforeEnterObserver {

  private static final Pattern LINK = Pattern.compile("https?://\\S+");

  private final Outbox outbox;

  public OutboxView(Outbox outbox) {
    this.outbox = outbox;
    addClassName("il-page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!outbox.active() || !Requests.fromThisMachine()) {
      event.rerouteToError(ClosedPage.Closed.class);
      return;
    }
    removeAll();
    var bar = new Div(new Brand(), new H1("Outbox"));
    bar.addClassName("il-bar");
    var body = new Div();
    body.addClassNames("il-body", "narrow");
    add(bar, body);
    body.add(
        new Paragraph(
            "This installation has no mail server, so mail stays here. Only this machine"
                + " can see it."));
    var mails = outbox.mails();
    if (mails.isEmpty()) {
      body.add(new EmptyState(Glyph.MAIL, "No mail yet", "Sign up, and the link arrives here."));
    }
    for (var mail : mails) body.add(card(mail));
  }

  private static Div card(Mail mail) {
    var to = new Span("to " + mail.to());
    to.addClassName("il-sub");
    var spacer = new Span();
    spacer.addClassName("il-spacer");
    var head = new Div(new H2(mail.subject()), to, spacer, TimeText.relative(mail.sentAt()));
    head.addClassName("il-row");
    head.getElement().getChild(0).getStyle().set("font-size", "14px");
    var text = new Div();
    text.setWhiteSpace(WhiteSpace.PRE_WRAP);
    linked(mail.text(), text);
    var body = new Div(head, text);
    body.addClassName("il-card-body");
    var card = new Div(body);
    card.addClassNames("il-card", "il-mail");
    return card;
  }

  private static void linked(String text, Div into) {
    var matcher = LINK.matcher(text);
    int from = 0;
    while (matcher.find()) {
      into.add(new Span(text.substring(from, matcher.start())));
      var link = new Anchor(matcher.group(), matcher.group());
      link.setRouterIgnore(true);
      into.add(link);
      from = matcher.end();
    }
    into.add(new Span(text.substring(from)));
  }
}
