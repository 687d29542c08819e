package io.interline.ui.approvals;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.flow.Approvals;
import io.interline.flow.Approvals.Approval;
import io.interline.flow.Approvals.ApprovalQuery;
import io.interline.flow.Approvals.ApprovalRef;
import io.interline.flow.Flows;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.Page;
import io.interline.flow.RunId;
import io.interline.tenant.Environment;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.ListPage;
import io.interline.ui.elements.Live;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.TimeText;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What runs ask people: those that wait longest first. One is opened, looked at and decided.
@Route(value = "approvals", layout = MainLayout.class)
@PageTitle("Approvals · Interline")
@PermitAll
public class ApprovalsView extends ListPage<Approval> {

  private final Approvals approvals;
  private final Supplier<@Nullable FlowSummary> flow;
  private final Supplier<@Nullable Environment> environment;
  private final Supplier<@Nullable Whose> whose;
  private boolean open;

  /// Whose decisions are shown.
  private enum Whose {
    MINE
  }

  public ApprovalsView(Approvals approvals, Flows flows) {
    super("Approvals", "approvals", new DataTable<>("Approvals", Approval::ref));
    this.approvals = approvals;
    flow = filters().flow(Attempt.reading(flows::list, List.of()));
    environment = filters().environment();
    whose =
        filters()
            .choice(
                "who",
                "For whom",
                "Everybody",
                List.of(Whose.values()),
                each -> "Me",
                each -> each.name().toLowerCase(Locale.ROOT));
    table()
        .rowId(approval -> "approval-" + approval.ref().run() + "-" + approval.ref().step())
        .onOpen(approval -> open(approval.ref()))
        .elastic("What is asked", ApprovalsView::question)
        .elastic("Flow", ApprovalsView::flowOf)
        .text("Who decides", approval -> deciders(approval.roles()))
        .text("Environment", approval -> Names.of(approval.environment()))
        .fit("Asked", approval -> TimeText.relative(approval.askedAt()))
        .fit("Until", ApprovalsView::until)
        .fit("", this::buttons);
    Live.every(
        Duration.ofSeconds(5),
        this,
        () -> {
          if (!open) refresh();
        });
  }

  /// Address of the page with an approval opened.
  public static String location(ApprovalRef ref) {
    return "approvals?open=" + ref.run() + "/" + ref.step() + "/" + ref.turns();
  }

  /// Who may decide, in words: `Owner or developer`.
  public static String deciders(List<String> roles) {
    if (roles.isEmpty()) return "All who operate";
    return Names.capital(
        roles.stream()
            .map(role -> role.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or ")));
  }

  private static Component question(Approval approval) {
    var title = new Span(approval.stepTitle());
    title.addClassNames("il-strong", "il-clip");
    var message = approval.message();
    var words = new Span(message == null ? "" : message);
    words.addClassNames("il-sub", "il-clip");
    words.getElement().setAttribute("title", message == null ? "" : message);
    var cell = new Div(title, words);
    cell.addClassName("il-tight");
    return cell;
  }

  private static Component flowOf(Approval approval) {
    var title = new Span(approval.flowTitle());
    title.addClassName("il-clip");
    var version = new Span("v" + approval.version());
    version.addClassName("il-muted");
    var cell = new Div(title, version);
    cell.addClassName("il-row");
    return cell;
  }

  private static Component until(Approval approval) {
    var until = approval.until();
    return until == null ? new Span("no limit") : TimeText.relative(until);
  }

  private Component buttons(Approval approval) {
    String words = approval.mayDecide() ? "Decide" : "Look";
    var button = Buttons.plain("decide-" + approval.ref().run(), words, () -> open(approval.ref()));
    button.addThemeName("small");
    return button;
  }

  private void open(ApprovalRef ref) {
    Attempt.of(
        () -> {
          var drawer =
              new ApprovalDrawer(approvals, approvals.get(ref), this::decided, this::closed);
          open = true;
          drawer(drawer);
        });
  }

  private void closed() {
    open = false;
  }

  private void decided() {
    open = false;
    restart();
    MainLayout.countAgain(UI.getCurrentOrThrow());
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    super.beforeEnter(event);
    filters().take("open", ApprovalsView::parse).ifPresent(this::open);
  }

  private static ApprovalRef parse(String text) {
    var parts = text.split("/", -1);
    if (parts.length != 3) throw new IllegalArgumentException("no approval: " + text);
    return new ApprovalRef(RunId.parse(parts[0]), parts[1], parts[2]);
  }

  @Override
  protected Page<Approval> find(@Nullable String cursor, int limit) {
    var chosen = flow.get();
    return approvals.find(
        new ApprovalQuery(
            chosen == null ? null : chosen.id(),
            environment.get(),
            whose.get() == Whose.MINE,
            cursor,
            limit));
  }

  @Override
  protected EmptyState nothing() {
    return new EmptyState(
        Glyph.APPROVAL,
        "Nobody has to decide anything",
        "A flow asks people with a Wait step that is for an approval: it says who may decide, what"
            + " to ask, and what happens when nobody answers in time. What it asks stands here"
            + " until somebody approves or rejects.",
        new Anchor("flows", "Go to flows"));
  }
}
