package io.interline.ui.members;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.tenant.Members;
import io.interline.tenant.Members.Invitation;
import io.interline.tenant.Members.Member;
import io.interline.tenant.Outbox;
import io.interline.tenant.Permission;
import io.interline.tenant.Role;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Card;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.Confirmation;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.Page;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;

/// Who belongs to the organisation, what they may do, and who is invited.
@Route(value = "members", layout = MainLayout.class)
@PageTitle("Members · Interline")
@PermitAll
public class MembersView extends Page implements BeforeEnterObserver {

  private final Members members;
  private final Outbox outbox;
  private final CurrentUser user;
  private final boolean may;
  private final DataTable<Member> people = new DataTable<>("Members", Member::account);
  private final DataTable<Invitation> invited =
      new DataTable<>("Open invitations", Invitation::email);
  private final Card invitations = new Card("Open invitations");
  private final Div problem = new Div();

  public MembersView(Members members, Outbox outbox, CurrentUser user) {
    super("Members");
    this.members = members;
    this.outbox = outbox;
    this.user = user;
    this.may = user.may(Permission.MEMBER_EDIT);
    if (may) actions(Buttons.primary("member-invite", "Invite", this::invite));
    people
        .rowId(member -> "member-" + member.account())
        .column("Name", this::name)
        .text("E-mail", Member::email)
        .column("Role", this::role)
        .column("Since", member -> TimeText.relative(member.since()));
    invited
        .text("E-mail", Invitation::email)
        .text("Role", invitation -> Names.of(invitation.role()))
        .text("Invited by", Invitation::invitedBy)
        .column("Sent", invitation -> TimeText.relative(invitation.sentAt()))
        .column("Valid until", invitation -> TimeText.exact(invitation.expiresAt()));
    if (may) {
      people.fit("", this::removal);
      invited.fit("", this::withdrawal);
    }
    var card = new Card("People");
    card.add(people);
    invitations.add(invited);
    body().add(problem, card, invitations);
  }

  private Component name(Member member) {
    var name = new Span(member.name());
    name.addClassName("il-strong");
    var cell = new Div(name);
    cell.addClassName("il-row");
    if (isMe(member)) cell.add(new Chip("you", Tone.ACCENT));
    return cell;
  }

  private boolean isMe(Member member) {
    return member.account().equals(user.account().id());
  }

  private Component role(Member member) {
    if (!may) return new Span(Names.of(member.role()));
    var select = new Select<Role>();
    select.setId("role-" + member.account());
    select.setAriaLabel("Role of " + member.name());
    select.setItems(Role.values());
    select.setItemLabelGenerator(Names::of);
    select.setValue(member.role());
    select.setWidth("130px");
    select.addThemeName("small");
    select.addValueChangeListener(
        change -> {
          if (!change.isFromClient()) return;
          if (Attempt.of(() -> members.changeRole(member.account(), change.getValue()))) {
            Notices.done(member.name() + " is now " + Names.of(change.getValue()) + ".");
            read();
          } else {
            select.setValue(change.getOldValue());
          }
        });
    return select;
  }

  private Component removal(Member member) {
    var button =
        Buttons.danger(
            "remove-" + member.account(), isMe(member) ? "Leave" : "Remove", () -> remove(member));
    button.addThemeNames("small", "tertiary");
    return button;
  }

  private void remove(Member member) {
    Confirmation.ask(
        "Remove " + member.name() + "?",
        member.email()
            + " loses access at once. Their flows and their entries on the audit log stay.",
        "Remove",
        () -> {
          if (Attempt.of(() -> members.remove(member.account()))) {
            Notices.done(member.name() + " is removed.");
            read();
          }
        });
  }

  private Component withdrawal(Invitation invitation) {
    var button =
        Buttons.danger(
            "withdraw-" + invitation.email(),
            "Withdraw",
            () -> {
              if (Attempt.of(() -> members.withdrawInvitation(invitation.email()))) {
                Notices.done("The invitation of " + invitation.email() + " is withdrawn.");
                read();
              }
            });
    button.addThemeNames("small", "tertiary");
    return button;
  }

  private void invite() {
    new InviteDialog(
            members,
            outbox.active(),
            email -> {
              Notices.done("An invitation is on its way to " + email + ".");
              read();
            })
        .open();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    read();
  }

  private void read() {
    problem.removeAll();
    Attempt.of(
        () -> {
          people.show(members.list());
          var open = members.invitations();
          invited.show(open);
          invitations.setVisible(!open.isEmpty());
        },
        words -> problem.add(Note.problem(words)));
  }
}
