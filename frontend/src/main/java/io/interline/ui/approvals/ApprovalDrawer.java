package io.interline.ui.approvals;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.interline.flow.Approvals;
import io.interline.flow.Approvals.Approval;
import io.interline.flow.Approvals.ApprovalDetail;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.Drawer;
import io.interline.ui.elements.Facts;
import io.interline.ui.elements.JsonText;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Notices;
import io.interline.ui.elements.TimeText;

/// One question of a run: what it asks, what it knows, and the decision.
public final class ApprovalDrawer extends Composite<Drawer> {

  private final Approvals approvals;
  private final Approval approval;
  private final Runnable decided;
  private final Drawer drawer;
  private final Div problem = new Div();
  private final TextArea comment = new TextArea("Comment");

  /// @param decided called after a decision
  /// @param closed called when it goes without one
  public ApprovalDrawer(
      Approvals approvals, ApprovalDetail detail, Runnable decided, Runnable closed) {
    this.approvals = approvals;
    this.approval = detail.approval();
    this.decided = decided;
    this.drawer = new Drawer(approval.stepTitle(), closed);
    drawer.wide();
    drawer.show(problem);
    var message = approval.message();
    if (message != null && !message.isBlank()) {
      var words = new Paragraph(message);
      words.setId("approval-message");
      words.addClassName("il-question");
      drawer.show(words);
    }
    var context = new JsonText(detail.context());
    context.setId("approval-context");
    drawer.show(facts(), new H3("What the flow knows"), context);
    if (approval.mayDecide()) decision();
    else
      drawer.show(
          Note.hint(
              "Your role may not decide this. Ask: "
                  + ApprovalsView.deciders(approval.roles())
                  + "."));
  }

  @Override
  protected Drawer initContent() {
    return drawer;
  }

  private Facts facts() {
    var run = new Anchor("runs/" + approval.ref().run(), approval.ref().run().toString());
    run.setId("approval-run");
    run.addClassName("il-mono");
    var facts =
        new Facts()
            .fact("Flow", approval.flowTitle() + " · v" + approval.version())
            .fact("Environment", Names.of(approval.environment()))
            .fact("Who decides", ApprovalsView.deciders(approval.roles()))
            .fact("Asked", TimeText.exact(approval.askedAt()));
    var until = approval.until();
    if (until != null) facts.fact("Waits until", TimeText.exact(until));
    if (!approval.ref().turns().isEmpty())
      facts.fact("Turn of the loop", Names.turns(approval.ref().turns()));
    return facts.fact("Run", run);
  }

  private void decision() {
    comment.setId("approval-comment");
    comment.setHelperText("Kept with the decision and on the audit log; later steps can read it.");
    comment.setMaxLength(1_000);
    comment.setWidthFull();
    comment.setMinRows(2);
    drawer.show(comment);
    drawer.actions(
        Buttons.primary("approval-approve", "Approve", () -> decide(true)),
        Buttons.danger("approval-reject", "Reject", () -> decide(false)));
  }

  private void decide(boolean approved) {
    problem.removeAll();
    boolean done =
        Attempt.of(
            () -> approvals.decide(approval.ref(), approved, comment.getValue()),
            words -> problem.add(Note.problem(words)));
    if (!done) return;
    Notices.done(approved ? "Approved. The run goes on." : "Rejected.");
    drawer.close();
    decided.run();
  }
}
