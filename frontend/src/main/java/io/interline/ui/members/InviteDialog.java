package io.interline.ui.members;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.EmailField;
import io.interline.tenant.Members;
import io.interline.tenant.Role;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import java.util.function.Consumer;

/// Asks for an address and a role, and sends the invitation.
final class InviteDialog extends Dialog {

  private final Members members;
  private final Consumer<String> sent;
  private final EmailField email = new EmailField("E-mail");
  private final RadioButtonGroup<Role> role = new RadioButtonGroup<>("Role");
  private final Div problem = new Div();

  InviteDialog(Members members, boolean outbox, Consumer<String> sent) {
    this.members = members;
    this.sent = sent;
    setId("invite");
    setHeaderTitle("Invite a colleague");
    setWidth("460px");
    email.setId("invite-email");
    email.setErrorMessage("Write an e-mail address.");
    email.setAutofocus(true);
    role.setId("invite-role");
    role.setItems(Role.DEVELOPER, Role.VIEWER, Role.OWNER);
    role.setItemLabelGenerator(each -> Names.of(each) + " – " + Names.explain(each));
    role.setValue(Role.DEVELOPER);
    role.addThemeName("vertical");
    var form = new Div(problem, email, role);
    form.addClassName("il-form");
    if (outbox) {
      var hint = Note.hint("This installation sends no mail: the link lies in the ");
      hint.words().add(new Anchor("outbox", "outbox"));
      form.add(hint);
    }
    add(form);
    var send = Buttons.primary("invite-send", "Send invitation", this::send);
    send.addClickShortcut(Key.ENTER).listenOn(email);
    getFooter().add(new Button("Cancel", click -> close()), send);
  }

  private void send() {
    problem.removeAll();
    var address = email.getValue().strip();
    if (address.isEmpty() || email.isInvalid()) {
      email.setInvalid(true);
      return;
    }
    Attempt.of(
        () -> {
          members.invite(address, role.getValue());
          close();
          sent.accept(address);
        },
        words -> problem.add(Note.problem(words)));
  }
}
