package io.interline.ui.deadletters;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.interline.flow.CauseId;
import io.interline.flow.DeadLetters;
import io.interline.flow.DeadLetters.CauseGroup;
import io.interline.flow.DeadLetters.DeadLetter;
import io.interline.flow.DeadLetters.DeadLetterQuery;
import io.interline.flow.DeadLetters.LetterFilter;
import io.interline.flow.DeadLetters.Status;
import io.interline.flow.Flows;
import io.interline.flow.Flows.FlowSummary;
import io.interline.flow.Page;
import io.interline.flow.Replays;
import io.interline.flow.RunId;
import io.interline.tenant.Environment;
import io.interline.tenant.Permission;
import io.interline.ui.elements.Attempt;
import io.interline.ui.elements.Buttons;
import io.interline.ui.elements.DataTable;
import io.interline.ui.elements.EmptyState;
import io.interline.ui.elements.Glyph;
import io.interline.ui.elements.ListPage;
import io.interline.ui.elements.Live;
import io.interline.ui.elements.Names;
import io.interline.ui.elements.TimeRange;
import io.interline.ui.elements.TimeText;
import io.interline.ui.session.CurrentUser;
import io.interline.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/// Messages whose run failed for good: grouped by what went wrong, replayed one by one or many at
/// once, edited, or given up with a reason.
@Route(value = "dead-letters", layout = MainLayout.class)
@PageTitle("Dead letters · Interline")
@PermitAll
public class DeadLettersView extends ListPage<DeadLetter> {

  private static final List<String> ERRORS =
      List.of("transient", "throttled", "permanent", "auth-failed", "mapping", "validation");

  private final DeadLetters letters;
  private final boolean mayReplay;
  private final DataTable<DeadLetter> table;
  private final Supplier<@Nullable FlowSummary> flow;
  private final Supplier<@Nullable Environment> environment;
  private final Supplier<@Nullable Status> status;
  private final Supplier<@Nullable String> errorClass;
  private final Supplier<@Nullable TimeRange> time;
  private final Supplier<@Nullable String> text;
  private final Supplier<@Nullable CauseId> cause;
  private final Replays replays;
  private final Clock clock;
  private final ReplayList replayList;
  private final Button replayAll;
  private final ErrorGroups groups = new ErrorGroups(this::letters, this::replay);
  private final Selection selection;
  private final Set<RunId> selected = new LinkedHashSet<>();
  private List<DeadLetter> shown = List.of();

  @Autowired
  public DeadLettersView(
      DeadLetters letters, Replays replays, Flows flows, CurrentUser user, Clock clock) {
    this(letters, replays, flows, user, clock, new DataTable<>("Dead letters", DeadLetter::run));
  }

  private DeadLettersView(
      DeadLetters letters,
      Replays replays,
      Flows flows,
      CurrentUser user,
      Clock clock,
      DataTable<DeadLetter> table) {
    super("Dead letters", "dead-letters", table);
    this.letters = letters;
    this.replays = replays;
    this.clock = clock;
    this.table = table;
    this.mayReplay = user.may(Permission.RUN_REPLAY);
    flow = filters().flow(Attempt.reading(flows::list, List.of()));
    environment = filters().environment();
    status =
        filters()
            .choice(
                "status",
                "State",
                Names.capital(Status.OPEN.name()),
                List.of(Status.REPLAYED, Status.DISCARDED),
                each -> Names.capital(each.name()),
                each -> each.name().toLowerCase(Locale.ROOT));
    errorClass =
        filters()
            .choice("error", "What went wrong", "Anything", ERRORS, Names::capital, each -> each);
    time = filters().time("Died");
    text = filters().words("text", "Search", "Message, step or run");
    cause = filters().hidden("cause", CauseId::parse);
    replayList = new ReplayList(replays, mayReplay);
    replayAll =
        Buttons.plain(
            "replay-filtered",
            "Replay these…",
            () -> new ReplayDialog(replays, filter(), this::afterChange).open());
    if (mayReplay) actions(replayAll);
    Live.every(Duration.ofSeconds(2), this, this::follow);
    selection = new Selection(letters, this::afterChange, this::clearSelection);
    columns();
    above().add(replayList, groups);
    body().add(selection);
  }

  private void columns() {
    table.rowId(letter -> "letter-" + letter.run()).onOpen(letter -> open(letter.run()));
    if (mayReplay) table.fit("Select", this::checkbox);
    table
        .elastic("Flow", DeadLettersView::flowOf)
        .text("Step", DeadLetter::step)
        .elastic("What went wrong", DeadLettersView::errorOf)
        .text("Environment", letter -> Names.of(letter.environment()))
        .fit("Died", letter -> TimeText.relative(letter.diedAt()))
        .fit("", this::buttons);
  }

  private Component checkbox(DeadLetter letter) {
    var box = new Checkbox();
    box.setAriaLabel("Select the letter of run " + letter.run());
    box.setValue(selected.contains(letter.run()));
    box.setEnabled(letter.status() == Status.OPEN);
    box.addValueChangeListener(
        change -> {
          if (change.getValue()) selected.add(letter.run());
          else selected.remove(letter.run());
          selection.show(selected);
        });
    return box;
  }

  private static Component flowOf(DeadLetter letter) {
    var title = new Span(letter.flowTitle());
    title.addClassNames("il-strong", "il-clip");
    title.getElement().setAttribute("title", letter.flowTitle());
    var version = new Span("v" + letter.version());
    version.addClassName("il-muted");
    var cell = new Div(title, version);
    cell.addClassName("il-row");
    return cell;
  }

  private static Component errorOf(DeadLetter letter) {
    var message = new Span(letter.message());
    message.addClassName("il-clip");
    message.getElement().setAttribute("title", letter.message());
    var kind = new Span(Names.capital(letter.errorClass()));
    kind.addClassName("il-sub");
    var cell = new Div(message, kind);
    cell.addClassName("il-tight");
    return cell;
  }

  private Component buttons(DeadLetter letter) {
    var look = Buttons.plain("look-" + letter.run(), "Look", () -> open(letter.run()));
    look.addThemeName("small");
    return look;
  }

  private void open(RunId run) {
    Attempt.of(
        () -> drawer(new LetterDrawer(letters, letters.get(run), mayReplay, this::afterChange)));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    selected.clear();
    super.beforeEnter(event);
    filters().take("run", RunId::parse).ifPresent(this::open);
  }

  @Override
  protected Page<DeadLetter> find(@Nullable String cursor, int limit) {
    return letters.find(
        new DeadLetterQuery(
            filter(), Objects.requireNonNullElse(status.get(), Status.OPEN), cursor, limit));
  }

  private LetterFilter filter() {
    var chosen = flow.get();
    var range = time.get();
    return new LetterFilter(
        chosen == null ? null : chosen.id(),
        environment.get(),
        errorClass.get(),
        cause.get(),
        range == null ? null : range.from(clock.instant()),
        null,
        text.get());
  }

  @Override
  protected void drawn(List<DeadLetter> rows) {
    shown = List.copyOf(rows);
    boolean open = status.get() == null;
    groups.show(
        open && !shown.isEmpty()
            ? Attempt.reading(() -> letters.groups(filter()), List.<CauseGroup>of())
            : List.of(),
        mayReplay);
    replayAll.setVisible(open && !shown.isEmpty());
    replayList.refresh();
    selection.show(selected);
  }

  @Override
  protected EmptyState nothing() {
    return new EmptyState(
        Glyph.SUCCESS,
        "No dead letters",
        "When a run fails for good, its message waits here until you replay it or give it up."
            + " Nothing is lost.");
  }

  private void letters(CauseGroup group) {
    filters().choose("cause", group.cause().toString());
  }

  private void replay(CauseGroup group) {
    new ReplayDialog(replays, filter().of(group.cause()), this::afterChange).open();
  }

  /// Follows replays, and the letters that they take away.
  private void follow() {
    if (!replayList.refresh()) return;
    MainLayout.countAgain(UI.getCurrentOrThrow());
    if (selected.isEmpty()) refresh();
  }

  private void clearSelection() {
    selected.clear();
    shown.forEach(table::redraw);
    selection.show(selected);
  }

  private void afterChange() {
    selected.clear();
    restart();
    MainLayout.countAgain(UI.getCurrentOrThrow());
  }
}
