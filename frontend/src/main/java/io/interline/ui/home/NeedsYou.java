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
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.DeadLetter;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.tenant.Environment;
import io.interline.ui.approvals.ApprovalsView;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Card;
import io.interline.ui.elements.Chip;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.TimeText;
import io.interline.ui.elements.Tone;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// What waits for a person: open approvals, dead letters by flow and cause,
/// connections whose last test failed.
final class NeedsYou extends Div {

  private static final int LOOKED_AT = 200;
  private static final int SHOWN = 5;

  private final DeadLetters letters;
  private final Connections connections;
  private final Approvals approvals;
  private final Chip count = new Chip("", Tone.BAD);
  private final Div content = new Div();
  private List<Object> last = List.of();

  NeedsYou(DeadLetters letters, Connections connections, Approvals approvals) {
    this.letters = letters;
    this.approvals = approvals;
    this.connections = connections;
    var card = new Card("Needs you", count);
    card.add(content);
    content.addClassName("il-needs");
    content.getElement().setAttribute("aria-live", "polite");
    add(card);
  }

  /// Reads again and answers how many things need somebody.
  int refresh(Environment environment) {
    var open =
        Attempt.reading(
            () ->
                letters
                    .find(
                        new DeadLetterQuery(
                            null, environment, DeadLetters.Status.OPEN, null, null, LOOKED_AT))
                    .items(),
            List.<DeadLetter>of());
    var failing =
        Attempt.reading(connections::list, List.<Connection>of()).stream()
            .filter(each -> each.environment() == environment)
            .filter(each -> each.lastTest() != null && !each.lastTest().ok())
            .toList();
    var groups = groups(open);
    var asked =
        Attempt.reading(
            () -> approvals.find(new ApprovalQuery(null, environment, true, null, SHOWN)).items(),
            List.<Approval>of());
    List<Object> now = List.of(asked, groups, failing);
    if (!now.equals(last) || content.getComponentCount() == 0) draw(asked, groups, failing);
    last = now;
    return asked.size() + groups.size() + failing.size();
  }

  private static List<Group> groups(List<DeadLetter> open) {
    return open.stream()
        .collect(
            Collectors.groupingBy(
                letter -> List.of(letter.flow(), letter.message()),
                LinkedHashMap::new,
                Collectors.toList()))
        .values()
        .stream()
        .map(Group::new)
        .sorted(Comparator.comparingInt(group -> -group.letters().size()))
        .toList();
  }

  private void draw(List<Approval> asked, List<Group> groups, List<Connection> failing) {
    content.removeAll();
    int all = asked.size() + groups.size() + failing.size();
    count.setText(String.valueOf(all));
    count.setVisible(all > 0);
    asked.forEach(approval -> content.add(row(approval)));
    groups.stream().limit(SHOWN).forEach(group -> content.add(row(group)));
    failing.stream().limit(SHOWN).forEach(connection -> content.add(row(connection)));
    if (all == 0) {
      content.add(
          new EmptyState(
              Glyph.SUCCESS,
              "Nothing needs you",
              "No approvals, no dead letters, no failing connections."));
    }
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

  private static Component row(Group group) {
    var first = group.letters().getFirst();
    int size = group.letters().size();
    var words = new Span(Figures.count(size, "message") + ": ");
    words.addClassName("il-strong");
    var cause = new Span(first.message());
    var since = group.letters().getLast().diedAt();
    var where = new Div(new Span(first.flowTitle() + " · since "), TimeText.relative(since));
    where.addClassName("il-sub");
    return row(
        new Chip("Dead letters", Tone.BAD),
        new Div(new Div(words, cause), where),
        "dead-letters?flow=" + first.flow(),
        "Look and replay");
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

  private record Group(List<DeadLetter> letters) {}
}
