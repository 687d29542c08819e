package io.interline.ui.limits;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.flow.Limits;
import io.interline.flow.Limits.Day;
import io.interline.flow.Limits.Kind;
import io.interline.flow.Limits.Limit;
import io.interline.flow.Limits.State;
import io.interline.flow.Limits.Use;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Card;
import io.interline.ui.elements.Facts;
import io.interline.ui.elements.Figures;
import io.interline.ui.elements.Live;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.Note;
import io.interline.ui.elements.Page;
import io.interline.ui.elements.Sparkline;
import io.interline.ui.elements.Tone;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;

/// What the plan allows, what is used of it, and what happens at each limit.
@Route(value = "limits", layout = MainLayout.class)
@PageTitle("Limits & usage · Interline")
@PermitAll
public class LimitsView extends Page {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

  private final Limits limits;
  private final Div content = new Div();

  public LimitsView(Limits limits) {
    super("Limits & usage");
    this.limits = limits;
    content.addClassName("il-stack");
    body().add(content);
    refresh();
    Live.every(Duration.ofSeconds(5), this, this::refresh);
  }

  private void refresh() {
    Attempt.of(
        () -> show(limits.current()),
        words -> {
          content.removeAll();
          content.add(Note.problem(words));
        });
  }

  private void show(Use use) {
    content.removeAll();
    for (var limit : use.limits())
      if (limit.state() != State.FINE) content.add(warning(limit, use));
    var lower = new Div(month(use), flows(use));
    lower.addClassName("il-two");
    content.add(plan(use), lower);
  }

  private static Note warning(Limit limit, Use use) {
    String name = LimitWords.name(limit.kind());
    String then = LimitWords.consequence(limit.kind(), use.plan());
    var note =
        switch (limit.state()) {
          case FINE -> Note.hint(name);
          case NEAR -> Note.warning(name + ": more than 80 % are used. At the limit: " + then);
          case OVER -> Note.warning(name + ": all are used. " + then);
          case REACHED -> Note.problem(name + ": the limit is reached. " + then);
        };
    note.setId("limit-note-" + limit.kind().name().toLowerCase(Locale.ROOT));
    return note;
  }

  private static Component plan(Use use) {
    var words = new Span(use.plan().title());
    words.addClassName("il-muted");
    var body = new Div();
    body.addClassNames("il-card-body", "il-limits");
    for (var limit : use.limits()) {
      var one =
          new Div(
              limit.kind() == Kind.RUN_STEPS
                  ? new Facts()
                      .fact(
                          LimitWords.name(limit.kind()),
                          Figures.count(limit.of() == null ? 0 : limit.of()))
                  : LimitWords.meter(limit));
      var then = new Span(LimitWords.consequence(limit.kind(), use.plan()));
      then.addClassName("il-sub");
      one.add(then);
      one.addClassName("il-limit");
      body.add(one);
    }
    var card = new Card("Your plan").actions(words);
    card.add(body);
    return card;
  }

  private static Component month(Use use) {
    var byDay = new HashMap<LocalDate, Day>();
    for (var day : use.days()) byDay.put(day.day(), day);
    var end = LocalDate.ofInstant(use.until(), ZoneOffset.UTC);
    var first = end.minusMonths(1);
    var last = use.days().isEmpty() ? first : use.days().getLast().day();
    var values = new ArrayList<Long>();
    for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
      var found = byDay.get(day);
      values.add(found == null ? 0 : found.accepted());
    }
    long accepted = use.days().stream().mapToLong(Day::accepted).sum();
    var body = new Div();
    body.addClassName("il-card-body");
    body.add(
        new Sparkline(
            values,
            Tone.NEUTRAL,
            80,
            "Runs accepted each day since " + DAY.format(first) + ", " + accepted + " in all"),
        new Facts()
            .fact("Accepted", Figures.count(accepted, "run"))
            .fact("Delivered", Figures.count(use.days().stream().mapToLong(Day::succeeded).sum()))
            .fact("Dead", Figures.count(use.days().stream().mapToLong(Day::dead).sum()))
            .fact("Steps", Figures.count(use.days().stream().mapToLong(Day::steps).sum()))
            .fact("Messages", Figures.bytes(use.days().stream().mapToLong(Day::bytes).sum()))
            .fact("Counts from zero on", DAY.format(end) + ", 00:00 UTC"));
    var card = new Card("This month, by day");
    card.add(body);
    return card;
  }

  private static Component flows(Use use) {
    var body = new Div();
    body.addClassName("il-card-body");
    if (use.topFlows().isEmpty()) body.add(new Paragraph("No messages came in the last hour."));
    var facts = new Facts();
    for (var flow : use.topFlows())
      facts.fact(
          flow.title() + " · " + Names.of(flow.environment()),
          new Anchor("runs?flow=" + flow.flow(), Figures.count(flow.accepted(), "run")));
    if (!use.topFlows().isEmpty()) body.add(facts);
    var card = new Card("What uses it: flows of the last hour");
    card.add(body);
    return card;
  }
}
