package io.interline.ui.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.interline.connector.Connections;
import io.interline.connector.Connections.Connection;
import io.interline.flow.Approvals;
import io.interline.flow.Approvals.Approval;
import io.interline.flow.Approvals.ApprovalQuery;
import io.interline.flow.Circuits;
import io.interline.flow.Circuits.Circuit;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.CauseGroup;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.FlowId;
import io.interline.flow.Limits;
import io.interline.flow.Limits.Kind;
import io.interline.flow.Limits.Limit;
import io.interline.flow.Limits.Use;
import io.interline.tenant.Environment;
import io.interline.ui.approvals.ApprovalsView;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Card;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import io.interline.ui.limits.LimitWords;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What waits for a person: limits that refuse messages, open approvals, dead letters by flow and
/// cause, connections whose last test failed.
final class NeedsYou extends Div {

  private static final int SHOWN = 5;
  private static final Set<Kind> REFUSING = Set.of(Kind.MONTHLY_RUNS, Kind.BACKLOG);

  private final DeadLetters letters;
  private final Connections connections;
  private final Approvals approvals;
  private final Circuits circuits;
  private final Chip count = new Chip("", Tone.BAD);
  private final Div content = new Div();
  private final boolean mayReplay;
  private @Nullable Needs last;

  NeedsYou(
      DeadLetters letters,
      Connections connections,
      Approvals approvals,
      Circuits circuits,
      boolean mayReplay) {
    this.mayReplay = mayReplay;
    this.letters = letters;
    this.approvals = approvals;
    this.circuits = circuits;
    this.connections = connections;
    var card = new Card("Needs you", count);
    card.add(content);
    content.addClassName("il-needs");
    content.getElement().setAttribute("aria-live", "polite");
    add(card);
  }

  /// Reads again and answers how many things need somebody.
  int refresh(Environment environment, Use use) {
    var refusing =
        use.limits().stream()
            .filter(each -> each.state() == Limits.State.REACHED)
            .map(Limit::kind)
            .filter(REFUSING::contains)
            .toList();
    var filter = new LetterFilter(null, environment, null, null, null, null, null);
    var groups = Attempt.reading(() -> letters.groups(filter), List.<CauseGroup>of());
    var resting =
        Attempt.reading(circuits::list, List.<Circuit>of()).stream()
            .filter(each -> each.environment() == environment)
            .filter(each -> each.state() == Circuits.State.OPEN)
            .map(Circuit::alias)
            .toList();
    var failing =
        Attempt.reading(connections::list, List.<Connection>of()).stream()
            .filter(each -> each.environment() == environment)
            .filter(each -> each.lastTest() != null && !each.lastTest().ok())
            .toList();
    var asked =
        Attempt.reading(
            () -> approvals.find(new ApprovalQuery(null, environment, true, null, SHOWN)).items(),
            List.<Approval>of());
    var now = new Needs(environment, refusing, asked, groups, failing, resting);
    if (!now.equals(last) || content.getComponentCount() == 0) draw(now);
    last = now;
    return now.count();
  }

  /// The flows that have open dead letters, as it was read last.
  Set<FlowId> failing() {
    var known = last;
    return known == null
        ? Set.of()
        : known.groups().stream().map(CauseGroup::flow).collect(Collectors.toSet());
  }

  /// What there is for somebody to do.
  ///
  /// @param resting aliases of connections whose calls are held back
  private record Needs(
      Environment environment,
      List<Kind> refusing,
      List<Approval> asked,
      List<CauseGroup> groups,
      List<Connection> failing,
      List<String> resting) {

    int count() {
      return refusing.size() + asked.size() + groups.size() + failing.size() + resting.size();
    }
  }

  private void draw(Needs needs) {
    content.removeAll();
    int all = needs.count();
    count.setText(String.valueOf(all));
    count.setVisible(all > 0);
    needs.refusing().forEach(kind -> content.add(row(kind)));
    needs.asked().forEach(approval -> content.add(row(approval)));
    needs.resting().stream().limit(SHOWN).forEach(alias -> content.add(row(alias)));
    needs.groups().stream().limit(SHOWN).forEach(group -> content.add(row(group)));
    needs.failing().stream().limit(SHOWN).forEach(connection -> content.add(row(connection)));
    if (all == 0) {
      content.add(
          new EmptyState(
              Glyph.SUCCESS,
              "Nothing needs you in " + Names.of(needs.environment()),
              "No approvals, no dead letters, no failing connections, no limit reached."));
    }
  }

  private static Component row(Kind kind) {
    var name = new Span(LimitWords.name(kind));
    name.addClassName("il-strong");
    var words = new Div("New messages are refused.");
    words.addClassName("il-sub");
    return row(
        new Chip("Limit", Tone.BAD),
        new Div(new Div(name, new Span(": the limit is reached")), words),
        "limits",
        "See limits");
  }

  private static Component row(Approval approval) {
    var title = new Span(approval.stepTitle() + " ");
    title.addClassName("il-strong");
    var message = approval.message();
    var where = new Div(new Span(approval.flowTitle() + " · asked "));
    where.add(TimeText.relative(approval.askedAt()));
    where.addClassName("il-sub");
    return row(
        new Chip("Approval", Tone.WARN),
        new Div(new Div(title, new Span(message == null ? "" : message)), where),
        ApprovalsView.location(approval.ref()),
        "Decide");
  }

  private static Component row(String alias) {
    var name = new Span(alias + " ");
    name.addClassName("il-strong");
    var words = new Div("Calls are held back and wait; nothing is lost.");
    words.addClassName("il-sub");
    return row(
        new Chip("Connection", Tone.BAD),
        new Div(
            new Div(name, new Span("rests, as its calls failed or somebody stopped it")), words),
        "connections",
        "Open");
  }

  private Component row(CauseGroup group) {
    var words = new Span(Figures.count(group.letters(), "message") + ": ");
    words.addClassName("il-strong");
    var cause = new Span(group.label());
    var where =
        new Div(new Span(group.flowTitle() + " · since "), TimeText.relative(group.firstAt()));
    where.addClassName("il-sub");
    return row(
        new Chip("Dead letters", Tone.BAD),
        new Div(new Div(words, cause), where),
        "dead-letters?cause=" + group.cause(),
        mayReplay ? "View and replay" : "View");
  }

  private static Component row(Connection connection) {
    var name = new Span(connection.alias() + " ");
    name.addClassName("il-strong");
    var test = connection.lastTest();
    var words = new Div(test == null ? "" : test.message());
    words.addClassName("il-sub");
    return row(
        new Chip("Connection", Tone.WARN),
        new Div(new Div(name, new Span("failed its last test")), words),
        "connections",
        "Open");
  }

  private static Component row(Chip kind, Div words, String location, String verb) {
    words.addClassName("il-needs-words");
    var link = new Anchor(location, verb);
    link.addClassName("il-button");
    var row = new Div(kind, words, link);
    row.addClassName("il-needs-row");
    return row;
  }
}
