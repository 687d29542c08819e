package io.interline.ui.notifications;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.tenant.NoticeKind;
import io.interline.tenant.Notifications;
import io.interline.tenant.Notifications.Channel;
import io.interline.tenant.Notifications.Format;
import io.interline.tenant.Notifications.Message;
import io.interline.tenant.Permission;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Card;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Confirmation;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.Page;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What the reader gets by mail, the webhooks of the organisation, and what was sent lately.
@Route(value = "notifications", layout = MainLayout.class)
@PageTitle("Notifications · Interline")
@PermitAll
public class NotificationsView extends Page implements BeforeEnterObserver {

  private final Notifications notifications;
  private final CurrentUser user;
  private final boolean mayEdit;
  private final CheckboxGroup<NoticeKind> mails = new CheckboxGroup<>("Mail me when");
  private final DataTable<Channel> channels = new DataTable<>("Webhooks", Channel::id);
  private final DataTable<Message> messages = new DataTable<>("Messages", message -> message);
  private final Div channelsBelow = new Div();
  private final Div messagesBelow = new Div();
  private Set<NoticeKind> chosen = Set.of();

  public NotificationsView(Notifications notifications, CurrentUser user) {
    super("Notifications");
    this.notifications = notifications;
    this.user = user;
    this.mayEdit = user.may(Permission.CONNECTION_EDIT);
    body().addClassName("narrow");
    body().add(mine(), webhooks(), sent());
  }

  private Component mine() {
    mails.setId("my-mails");
    mails.addThemeName("vertical");
    mails.setItems(
        Arrays.stream(NoticeKind.values()).filter(kind -> user.may(kind.permission())).toList());
    mails.setItemLabelGenerator(NoticeKind::title);
    mails.addValueChangeListener(change -> choose(change.getValue()));
    var body = new Div(mails, hint("You hear of one cause at most once an hour."));
    body.addClassName("il-card-body");
    var card = new Card("Mail to you");
    card.add(body);
    return card;
  }

  private void choose(Set<NoticeKind> kinds) {
    if (kinds.equals(chosen) || !Attempt.of(() -> notifications.choose(kinds))) return;
    chosen = Set.copyOf(kinds);
    Notices.done("Your choice is saved.");
  }

  private Component webhooks() {
    var card = new Card("Webhooks of the organisation");
    if (mayEdit)
      card.actions(
          Buttons.small(
              "webhook-new",
              Glyph.PLUS,
              "New webhook",
              () -> new NewWebhookDialog(notifications, this::read).open()));
    channels
        .column("Webhook", NotificationsView::channel)
        .text("Told of", NotificationsView::kinds)
        .fit("State", NotificationsView::state);
    if (mayEdit) channels.fit("", this::actions);
    card.add(channels, channelsBelow);
    return card;
  }

  private Component sent() {
    var card = new Card("Sent lately");
    messages
        .column("When", message -> TimeText.relative(message.raisedAt()))
        .elastic("Message", message -> clipped(message.title()))
        .text("To", Message::to)
        .fit("State", NotificationsView::state);
    card.add(messages, messagesBelow);
    return card;
  }

  private static Paragraph hint(String words) {
    var hint = new Paragraph(words);
    hint.addClassName("il-muted");
    return hint;
  }

  private static Component channel(Channel channel) {
    var title = new Span(channel.title());
    title.addClassName("il-strong");
    var url = new Span(channel.url());
    url.addClassNames("il-muted", "il-mono", "il-clip");
    url.setTitle(channel.url());
    var cell = new Div(title, url);
    cell.addClassName("il-tight");
    return cell;
  }

  private static String kinds(Channel channel) {
    String kinds =
        channel.kinds().stream().sorted().map(NoticeKind::title).collect(Collectors.joining(" · "));
    return channel.format() == Format.CHAT ? kinds + " (as chat text)" : kinds;
  }

  private static Component state(Channel channel) {
    var error = channel.lastError();
    if (error != null) {
      var chip = Chip.state("Failing", Tone.BAD);
      chip.getElement().setAttribute("title", error);
      return chip;
    }
    return channel.lastSentAt() == null
        ? Chip.state("Nothing sent yet", Tone.NEUTRAL)
        : Chip.state("OK", Tone.OK);
  }

  private static Component state(Message message) {
    var chip =
        switch (message.state()) {
          case SENT -> Chip.state("Sent", Tone.OK);
          case WAITING ->
              message.lastError() == null
                  ? Chip.state("On its way", Tone.NEUTRAL)
                  : Chip.state("Retrying", Tone.WARN);
          case GIVEN_UP -> Chip.state("Given up", Tone.BAD);
        };
    if (message.lastError() != null) chip.getElement().setAttribute("title", message.lastError());
    return chip;
  }

  private static Span clipped(String words) {
    var span = new Span(words);
    span.addClassName("il-clip");
    span.setTitle(words);
    return span;
  }

  private Component actions(Channel channel) {
    var test = Buttons.plain("webhook-test-" + channel.title(), "Test", () -> test(channel));
    var remove =
        Buttons.danger("webhook-remove-" + channel.title(), "Remove…", () -> remove(channel));
    test.addThemeNames("small");
    remove.addThemeNames("small", "tertiary");
    var row = new Div(test, remove);
    row.addClassName("il-row");
    return row;
  }

  private void test(Channel channel) {
    if (!Attempt.of(() -> notifications.test(channel.id()))) return;
    Notices.done("A test message is on its way; see below whether it arrives.");
    read();
  }

  private void remove(Channel channel) {
    Confirmation.ask(
        "Remove " + channel.title() + "?",
        "It is told nothing more, and its signing secret is gone.",
        "Remove",
        () -> {
          if (Attempt.of(() -> notifications.remove(channel.id()))) read();
        });
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    chosen = notifications.mine();
    mails.setValue(chosen);
    read();
  }

  private void read() {
    var all = notifications.channels();
    channels.show(all);
    channels.setVisible(!all.isEmpty());
    channelsBelow.removeAll();
    if (all.isEmpty())
      channelsBelow.add(
          new EmptyState(
              Glyph.PLUG,
              "No webhooks yet",
              "A webhook tells a chat, a pager or a program of yours what happens, signed as"
                  + " Standard Webhooks says."));
    var sent = notifications.messages();
    messages.show(sent);
    messages.setVisible(!sent.isEmpty());
    messagesBelow.removeAll();
    if (sent.isEmpty())
      messagesBelow.add(
          new EmptyState(
              Glyph.MAIL,
              "Nothing sent yet",
              "Messages to you and your colleagues are listed here."));
  }
}
