package io.interline.ui.notifications;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.interline.tenant.NoticeKind;
import io.interline.tenant.Notifications;
import io.interline.tenant.Notifications.Added;
import io.interline.tenant.Notifications.Format;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Clipboard;
import io.interline.ui.elements.Note;

/// Adds a webhook and shows its signing secret, once.
final class NewWebhookDialog extends Dialog {

  private final Notifications notifications;
  private final Runnable added;
  private final TextField title = new TextField("Title");
  private final TextField url = new TextField("Address");
  private final RadioButtonGroup<Format> format = new RadioButtonGroup<>("Format");
  private final CheckboxGroup<NoticeKind> kinds = new CheckboxGroup<>("Told of");
  private final Div content = new Div();
  private final Div problem = new Div();

  NewWebhookDialog(Notifications notifications, Runnable added) {
    this.notifications = notifications;
    this.added = added;
    setId("new-webhook");
    setHeaderTitle("New webhook");
    setWidth("min(560px, 94vw)");
    setCloseOnOutsideClick(false);
    title.setId("webhook-title");
    title.setPlaceholder("For example: Operations chat");
    title.setMaxLength(100);
    title.setWidthFull();
    url.setId("webhook-url");
    url.setPlaceholder("https://");
    url.setWidthFull();
    format.setItems(Format.STANDARD, Format.CHAT);
    format.setItemLabelGenerator(
        each ->
            switch (each) {
              case STANDARD -> "JSON, signed (Standard Webhooks)";
              case CHAT -> "Chat text (incoming webhook of Slack, Mattermost, Teams)";
            });
    format.setValue(Format.STANDARD);
    format.addThemeName("vertical");
    kinds.setId("webhook-kinds");
    kinds.setItems(NoticeKind.values());
    kinds.setItemLabelGenerator(NoticeKind::title);
    kinds.select(NoticeKind.values());
    kinds.addThemeName("vertical");
    content.addClassName("il-form");
    content.add(problem, title, url, format, kinds);
    add(content);
    getFooter()
        .add(
            new Button("Cancel", click -> close()),
            Buttons.primary("webhook-create", "Add webhook", this::create));
  }

  private void create() {
    problem.removeAll();
    Attempt.of(
        () ->
            show(
                notifications.add(
                    title.getValue(), url.getValue(), format.getValue(), kinds.getValue())),
        words -> problem.add(Note.problem(words)));
  }

  private void show(Added made) {
    added.run();
    var name = new Span("Signing secret");
    name.addClassName("il-muted");
    var code = new Code(made.secret());
    code.setId("webhook-secret");
    var row = new Div(name, code, Clipboard.button("webhook-secret-copy", "Copy", made.secret()));
    row.addClassName("il-secret");
    content.removeAll();
    content.add(
        Note.warning("Copy the secret now; it won't be shown again."),
        row,
        new Span(
            "With it the receiver verifies the headers webhook-id, webhook-timestamp and"
                + " webhook-signature. Chats need none."));
    getFooter().removeAll();
    getFooter().add(Buttons.primary("webhook-done", "Done", this::close));
  }
}
